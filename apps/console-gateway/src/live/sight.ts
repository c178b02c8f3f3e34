import { type About, abouts } from '@platform/console-api';
import type { Audience, Change } from './meaning.ts';

/** Who listens: a session, and the workspace that the page shows. */
export interface Viewer {
  readonly userId: string;
  readonly sessionId: string;
  readonly workspaceId: string | undefined;
  /** Effective permissions in that workspace. */
  readonly permissions: readonly string[];
}

/** Whether somebody belongs to an audience. One that names nobody in particular has nobody in it. */
export function belongs(viewer: Viewer, { userId, sessionId, workspaceId, may, notUserId }: Audience): boolean {
  const asked = [userId, sessionId, workspaceId];
  const own = [viewer.userId, viewer.sessionId, viewer.workspaceId];
  if (asked.every((id) => id === undefined)) return false;
  if (!asked.every((id, at) => id === undefined || (id !== '' && id === own[at]))) return false;
  if (may !== undefined && !(workspaceId && viewer.permissions.includes(may))) return false;
  return notUserId === undefined || viewer.userId !== notUserId;
}

/** What of these changes somebody may know of, in a fixed order; empty when nothing. */
export function seenBy(viewer: Viewer, changes: readonly Change[]): readonly About[] {
  const seen = new Set(changes.filter(({ whom }) => belongs(viewer, whom)).flatMap(({ about }) => about));
  return abouts.filter((about) => seen.has(about));
}
