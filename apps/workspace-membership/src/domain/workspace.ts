import { type DomainEvent, neverReached } from '@platform/kernel';

export type WorkspaceKind = 'individual' | 'company';

/** A workspace. It knows its admins, so that "never without an admin" is decided where all removals meet. */
export interface Workspace {
  readonly id: string;
  readonly status: 'unborn' | 'active' | 'suspended' | 'closed';
  readonly name: string;
  readonly slug: string;
  readonly kind: WorkspaceKind;
  readonly createdBy: string;
  readonly createdAt?: Date;
  /** Membership ids of the active admins. */
  readonly admins: readonly string[];
}

export type WorkspaceCreated = DomainEvent<
  'WorkspaceCreated',
  {
    readonly name: string;
    readonly slug: string;
    readonly kind: WorkspaceKind;
    readonly createdBy: string;
    readonly at: Date;
  }
>;
/** Bookkeeping for the last-admin rule; not told to others. */
export type WorkspaceAdminAdded = DomainEvent<'WorkspaceAdminAdded', { readonly membershipId: string }>;
export type WorkspaceAdminLeft = DomainEvent<'WorkspaceAdminLeft', { readonly membershipId: string }>;

export type WorkspaceEvent = WorkspaceCreated | WorkspaceAdminAdded | WorkspaceAdminLeft;

export const initialWorkspace = (id: string): Workspace => ({
  id,
  status: 'unborn',
  name: '',
  slug: '',
  kind: 'individual',
  createdBy: '',
  admins: [],
});

export function evolveWorkspace(workspace: Workspace, event: WorkspaceEvent): Workspace {
  switch (event.type) {
    case 'WorkspaceCreated': {
      const { at, ...born } = event.data;
      return { ...workspace, ...born, status: 'active', createdAt: at };
    }
    case 'WorkspaceAdminAdded':
      return { ...workspace, admins: [...workspace.admins, event.data.membershipId] };
    case 'WorkspaceAdminLeft':
      return { ...workspace, admins: workspace.admins.filter((one) => one !== event.data.membershipId) };
    default:
      return neverReached(event);
  }
}
