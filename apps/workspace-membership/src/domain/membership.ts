import { type DomainEvent, neverReached } from '@platform/kernel';

export type Role = 'admin' | 'member';

/** One person in one workspace. A person who comes back gets the same membership again. */
export interface Membership {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly status: 'unborn' | 'active' | 'suspended' | 'removed';
  readonly email: string;
  readonly name: string;
  /** Sequence of the newest profile event that is taken over; older ones change nothing. */
  readonly profileSequence: number;
  readonly role: Role;
  readonly advanced: { readonly enabled: boolean; readonly granted: readonly string[] };
  readonly joinedAt?: Date;
  readonly removed?: { readonly at: Date; readonly by: string; readonly reason: string };
}

export type MemberJoined = DomainEvent<
  'MemberJoined',
  {
    readonly workspaceId: string;
    readonly workspaceName: string;
    readonly userId: string;
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    /** The creator of the workspace. */
    readonly first: boolean;
    readonly at: Date;
  }
>;
export type MemberRemoved = DomainEvent<
  'MemberRemoved',
  { readonly by: string; readonly reason: string; readonly at: Date }
>;
/** The person changed their profile; not told to others, who hear it from identity. */
export type MemberProfileFollowed = DomainEvent<
  'MemberProfileFollowed',
  { readonly email: string; readonly name: string; readonly sequence: number }
>;

export type MembershipEvent = MemberJoined | MemberRemoved | MemberProfileFollowed;

export const initialMembership = (id: string): Membership => ({
  id,
  workspaceId: '',
  userId: '',
  status: 'unborn',
  email: '',
  name: '',
  profileSequence: 0,
  role: 'member',
  advanced: { enabled: false, granted: [] },
});

export function evolveMembership(membership: Membership, event: MembershipEvent): Membership {
  switch (event.type) {
    case 'MemberJoined': {
      const { workspaceId, userId, email, name, role, at } = event.data;
      const { removed: _, ...rest } = membership;
      return { ...rest, workspaceId, userId, email, name, role, status: 'active', joinedAt: at };
    }
    case 'MemberRemoved':
      return { ...membership, status: 'removed', removed: event.data };
    case 'MemberProfileFollowed': {
      const { email, name, sequence } = event.data;
      return { ...membership, email, name, profileSequence: sequence };
    }
    default:
      return neverReached(event);
  }
}
