import { type EventContext, eventContext, type facts, packEvent, packFact } from '@platform/contracts';
import { newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import { evolveSeat, initialSeat, type Seat, type SeatEvent } from '../domain/seat.ts';

/** The seats: one per person and workspace for ever, so that the version of the assignment's fact only grows. */
export const seatStore = (mongo: Mongo): Store<Seat, SeatEvent> =>
  mongoStore<Seat, SeatEvent>({
    mongo,
    name: 'seats',
    initial: initialSeat,
    evolve: evolveSeat,
    outbound: tell,
    facts: ({ state, version, before }) =>
      state.license?.assignmentId === before.license?.assignmentId
        ? []
        : [packFact(newId('evt'), state.workspaceId, assignmentFact(state, version))],
    indexes: [
      { keys: { 'state.workspaceId': 1, 'state.member': 1 } },
      { keys: { 'state.workspaceId': 1, 'state.license.assignmentId': 1 } },
    ],
  });

function tell(event: SeatEvent, saved: SavedEvent<Seat>): readonly Outbound<'kafka'>[] {
  const { workspaceId } = saved.state;
  const context = (time: Date, by: string): EventContext => ({
    actor: { type: by.startsWith('usr_') ? 'user' : 'system', id: by },
    ...eventContext(saved, { source: 'licensing', workspaceId }),
    time,
  });
  if (event.type === 'LicenseAssigned') {
    const { assignedAt, assignedBy } = event.data;
    return [packEvent('licensing.v1.LicenseAssigned', event.data, context(assignedAt, assignedBy))];
  }
  if (event.type === 'LicenseUnassigned') {
    const { endedAt, endedBy } = event.data;
    return [packEvent('licensing.v1.LicenseUnassigned', event.data, context(endedAt, endedBy))];
  }
  return [];
}

/** The fact that activation decides D-12 from. */
export function assignmentFact(state: Seat, version: number): facts.Fact {
  const { workspaceId, userId, license, ended } = state;
  const value = license
    ? { ...ids(license), active: true, since: license.assignedAt, why: license.source }
    : { ...ids(ended), active: false, since: ended?.at, why: ended?.reason ?? '' };
  return { version: BigInt(version), about: { $case: 'assignment', value: { workspaceId, userId, ...value } } };
}

const ids = (one: { assignmentId: string; poolId: string } | undefined) => ({
  assignmentId: one?.assignmentId ?? '',
  poolId: one?.poolId ?? '',
});
