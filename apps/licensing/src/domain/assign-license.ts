import { refuse } from '@platform/kernel';
import type { License, Seat, SeatEvent } from './seat.ts';

export interface AssignLicense {
  readonly license: License;
  /** The caller acts for themselves; that they are a member was proven by whoever let them in. */
  readonly provenMember: boolean;
}

/** Gives a member a license (S-37). Raises MEMBER_NOT_ACTIVE{state} and ALREADY_ASSIGNED{pool_id}. */
export function assignLicense(seat: Seat, { license, provenMember }: AssignLicense): readonly SeatEvent[] {
  const isMember = seat.member === 'active' || (seat.member === 'unknown' && provenMember);
  if (!isMember) throw refuse('MEMBER_NOT_ACTIVE', { metadata: { state: seat.member } });
  if (seat.license) throw refuse('ALREADY_ASSIGNED', { metadata: { pool_id: seat.license.poolId } });
  const { workspaceId, userId } = seat;
  return [{ type: 'LicenseAssigned', data: { workspaceId, userId, ...license } }];
}
