import { type DomainEvent, neverReached } from '@platform/kernel';

/**
 * What licensing knows of one person in one workspace: whether they are a member, and the license they hold.
 * Both in one aggregate, so that "removed" and "assigned" cannot pass each other, and one for the life of the
 * pair, so that the version of its fact only grows.
 */
export interface Seat {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  /** As heard from workspace-membership; `unknown` until then. */
  readonly member: 'unknown' | 'active' | 'removed';
  /** Version of the membership that was heard last; older news change nothing. */
  readonly heardSequence: number;
  /** The creator of the workspace. */
  readonly first: boolean;
  readonly license?: License;
  /** How the last license ended. */
  readonly ended?: {
    readonly at: Date;
    readonly reason: EndReason;
    readonly assignmentId: string;
    readonly poolId: string;
    /** What was written when it was taken away; absent in what was stored before. */
    readonly note?: string;
  };
}

export interface License {
  readonly assignmentId: string;
  readonly poolId: string;
  readonly source: Source;
  readonly assignedBy: string;
  readonly assignedAt: Date;
}

export type Source = 'manual' | 'self' | 'auto_single_user';
export type EndReason = 'unassigned' | 'member_removed';

interface Whose {
  readonly workspaceId: string;
  readonly userId: string;
}
export type SeatMemberJoined = DomainEvent<
  'SeatMemberJoined',
  Whose & { readonly first: boolean; readonly sequence: number }
>;
export type SeatMemberRemoved = DomainEvent<'SeatMemberRemoved', Whose & { readonly sequence: number }>;
export type LicenseAssigned = DomainEvent<'LicenseAssigned', Whose & License>;
export type LicenseUnassigned = DomainEvent<
  'LicenseUnassigned',
  Whose & {
    readonly assignmentId: string;
    readonly poolId: string;
    readonly endReason: EndReason;
    readonly endedBy: string;
    readonly endedAt: Date;
    /** Free text (contract §4.5); may be empty. */
    readonly reason: string;
  }
>;

export type SeatEvent = SeatMemberJoined | SeatMemberRemoved | LicenseAssigned | LicenseUnassigned;

/** The event that ends a license which the seat holds. */
export function endLicense(
  { workspaceId, userId }: Seat,
  { assignmentId, poolId }: License,
  how: Pick<LicenseUnassigned['data'], 'endReason' | 'endedBy' | 'endedAt' | 'reason'>,
): LicenseUnassigned {
  return { type: 'LicenseUnassigned', data: { workspaceId, userId, assignmentId, poolId, ...how } };
}

/** One seat per person and workspace. */
export const seatId = (workspaceId: string, userId: string): string => `${workspaceId}.${userId}`;

export function initialSeat(id: string): Seat {
  const [workspaceId = '', userId = ''] = id.split('.');
  return { id, workspaceId, userId, member: 'unknown', heardSequence: 0, first: false };
}

export function evolveSeat(seat: Seat, event: SeatEvent): Seat {
  switch (event.type) {
    case 'SeatMemberJoined':
      return { ...seat, member: 'active', first: event.data.first, heardSequence: event.data.sequence };
    case 'SeatMemberRemoved':
      return { ...seat, member: 'removed', heardSequence: event.data.sequence };
    case 'LicenseAssigned': {
      const { workspaceId: _w, userId: _u, ...license } = event.data;
      const { ended: _, ...rest } = seat;
      return { ...rest, license };
    }
    case 'LicenseUnassigned': {
      const { assignmentId, poolId, endReason, endedAt, reason } = event.data;
      const { license: _, ...rest } = seat;
      return { ...rest, ended: { assignmentId, poolId, reason: endReason, at: endedAt, note: reason } };
    }
    default:
      return neverReached(event);
  }
}
