import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { memberJoined } from '../domain/hear-member.ts';
import { seatId } from '../domain/seat.ts';
import { causedBy } from './caused-by.ts';

/** A member may be given a license. */
export const onMemberJoined =
  ({ seats }: Context) =>
  async (event: Received<'workspace.v1.MemberJoined'>): Promise<void> => {
    const { workspaceId, userId, first } = event.data;
    const { sequence } = event;
    await seats.change(seatId(workspaceId, userId), (seat) => memberJoined(seat, { first, sequence }), causedBy(event));
  };
