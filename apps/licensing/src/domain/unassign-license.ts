import { refuse } from '@platform/kernel';
import { endLicense, type Seat, type SeatEvent } from './seat.ts';

/** Takes a member's license away (S-38). Raises NOT_ASSIGNED. */
export function unassignLicense(
  seat: Seat,
  { by, reason, at }: { by: string; reason: string; at: Date },
): readonly SeatEvent[] {
  if (!seat.license) throw refuse('NOT_ASSIGNED');
  return [endLicense(seat, seat.license, { endReason: 'unassigned', endedBy: by, endedAt: at, reason })];
}
