import { licensing as wire } from '@platform/contracts';
import { causeOf, rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import { mutate } from '@platform/mongo';
import type { Context } from '../context.ts';
import { unassignLicense as unassign } from '../domain/unassign-license.ts';
import { release } from '../release.ts';
import { toPool } from '../wire.ts';
import { asRequest } from './request.ts';

const codec = wire.UnassignLicenseResponse;

/** Takes a member's license away (S-38). Answered only when no activation lets them in any more (S-40). */
export const unassignLicense = (context: Context) =>
  rpc(
    'user',
    async (request: wire.UnassignLicenseRequest, call) => {
      const { mongo, confirm, clock } = context;
      const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
      call.caller.mustBeAllowedTo('licenses.assign', workspaceId);
      const userId = parseId('usr', request.userId, 'user_id');
      const [by, at] = [call.caller.userId, clock.now()];
      const ending = { by, reason: request.reason.trim(), at };
      const { steps, pool } = await release(context, { workspaceId, userId }, (seat) => unassign(seat, ending));
      return mutate({
        ...{ mongo, confirm, codec, steps, options: { at, ...causeOf(call) } },
        request: asRequest('UnassignLicense', call),
        answer: () => ({ pool: pool && toPool(pool.now()) }),
      });
    },
    { check: ({ reason }) => (reason.length > 500 ? [tooLong] : []) },
  );

const tooLong = { field: 'reason', reason: 'TEXT_TOO_LONG', detail: 'Give at most 500 characters.' };
