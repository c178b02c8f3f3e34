import type { Fact } from './gen/activation/v1/facts_service.ts';

type About = NonNullable<Fact['about']>;

/** The kinds of facts, by the names that the contract gives them. */
export type FactKind = About['$case'];

/** What a fact is about: activation keeps it under this key, and asks its owner for it by this key. */
export function factKey(about: About): string {
  switch (about.$case) {
    case 'credential':
      return `credential/${Buffer.from(about.value.lookup).toString('base64url')}`;
    case 'membership':
    case 'assignment':
      return `${about.$case}/${about.value.workspaceId}/${about.value.userId}`;
    case 'user':
      return `user/${about.value.userId}`;
    case 'workspace':
    case 'subscription':
      return `${about.$case}/${about.value.workspaceId}`;
    case 'legacySchedule':
      return 'legacySchedule';
  }
}
