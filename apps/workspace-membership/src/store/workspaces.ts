import { eventContext, type facts, packEvent, packFact, packWithdrawal } from '@platform/contracts';
import { newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import { evolveWorkspace, initialWorkspace, type Workspace, type WorkspaceEvent } from '../domain/workspace.ts';
import { toKind } from '../wire.ts';

export type Workspaces = Store<Workspace, WorkspaceEvent>;

/** The workspaces: one document each, told to Kafka when created and to activation when name or status change. */
export const workspaceStore = (mongo: Mongo): Workspaces =>
  mongoStore<Workspace, WorkspaceEvent>({
    mongo,
    name: 'workspaces',
    initial: initialWorkspace,
    evolve: evolveWorkspace,
    outbound: (event, saved) => (event.type === 'WorkspaceCreated' ? [created(event.data, saved)] : []),
    facts: ({ id, state, version, before }) => [
      ...(state.name === before.name && state.status === before.status
        ? []
        : [packFact(newId('evt'), id, workspaceFact(id, state, version))]),
      ...(before.status === 'unborn' ? [] : [packWithdrawal(newId('evt'), id, id)]),
    ],
    indexes: [{ keys: { 'state.slug': 1 }, unique: true }],
  });

const created = (
  { name, kind, createdBy, at }: Extract<WorkspaceEvent, { type: 'WorkspaceCreated' }>['data'],
  saved: SavedEvent<Workspace>,
): Outbound<'kafka'> =>
  packEvent(
    'workspace.v1.WorkspaceCreated',
    { workspaceId: saved.id, name, kind: toKind(kind), createdBy },
    {
      actor: { type: 'user', id: createdBy },
      ...eventContext(saved, { source: 'workspace-membership', workspaceId: saved.id }),
      time: at,
    },
  );

/** The fact that activation decides D-10 from. */
export const workspaceFact = (id: string, { name, status }: Workspace, version: number): facts.Fact => ({
  version: BigInt(version),
  about: { $case: 'workspace', value: { workspaceId: id, name, status } },
});
