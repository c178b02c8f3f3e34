export { type Changes, type ListenOptions, listen } from './changes.ts';
export type { IndexSpec } from './collections.ts';
export { type ChangeOptions, commit } from './commit.ts';
export { type ConfirmFacts, type ConfirmOptions, confirmFacts } from './confirm-facts.ts';
export { type ConnectOptions, connect } from './connect.ts';
export type { Log, Mongo } from './database.ts';
export { orLostRace, readable, UniqueViolation } from './errors.ts';
export {
  above,
  below,
  Condition,
  type Field,
  type Filter,
  type ListOptions,
  not,
  oneOf,
  type Primitive,
} from './filter.ts';
export { type InboxKey, inboxed } from './inbox.ts';
export { type Leases, leases } from './leases.ts';
export { type Migration, migrate } from './migrate.ts';
export { type Codec, type Mutation, mutate, type Planned, planned } from './mutate.ts';
export { type Once, type OnceOptions, once } from './once.ts';
export type { OnceScope } from './once-record.ts';
export { type Channel, type Origin, type Outbox, type OutboxRow, outboxRow } from './outbox.ts';
export type { Saved, SavedChange, SavedEvent, StoreOptions, Which } from './saved.ts';
export type { Cause, Change, Step } from './step.ts';
export { mongoStore, type Store } from './store.ts';
