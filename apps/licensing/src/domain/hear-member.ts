import { endLicense, type Seat, type SeatEvent } from './seat.ts';

/** A person is a member now and may be given a license. Replays and late news change nothing. */
export function memberJoined(
  seat: Seat,
  { first, sequence }: { first: boolean; sequence: number },
): readonly SeatEvent[] {
  if (sequence <= seat.heardSequence) return [];
  const { workspaceId, userId } = seat;
  return [{ type: 'SeatMemberJoined', data: { workspaceId, userId, first, sequence } }];
}

/** A member left: their license goes back to the pool. Replays and late news change nothing. */
export function memberRemoved(
  seat: Seat,
  { by, reason, at, sequence }: { by: string; reason: string; at: Date; sequence: number },
): readonly SeatEvent[] {
  if (sequence <= seat.heardSequence) return [];
  const { workspaceId, userId, license } = seat;
  const left: SeatEvent = { type: 'SeatMemberRemoved', data: { workspaceId, userId, sequence } };
  if (!license) return [left];
  return [left, endLicense(seat, license, { endReason: 'member_removed', endedBy: by, endedAt: at, reason })];
}
