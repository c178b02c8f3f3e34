import type { legacy as wire } from '@platform/contracts';
import type { Call } from '@platform/grpc';
import type { Context } from '../context.ts';
import { progressOf } from '../domain/progress.ts';
import { stages } from '../wire.ts';
import { keysOf } from './keys-of.ts';

/** How far a workspace has come: keys per stage at this moment. Raises WORKSPACE_NOT_FOUND, PERMISSION_REQUIRED{legacy.read}. */
export const getMigrationProgress =
  (context: Context) =>
  async (request: wire.GetMigrationProgressRequest, { caller }: Call): Promise<wire.GetMigrationProgressResponse> => {
    caller.mustBeAllowedTo('legacy.read', request.workspaceId);
    const keys = await keysOf(context, request.workspaceId);
    const progress = progressOf(
      keys.map(({ state }) => state),
      context.clock.now(),
    );
    const counts = [...progress.stages].map(([stage, count]) => ({ stage: stages[stage], keys: count }));
    return {
      total: progress.total,
      done: progress.done,
      dormant: progress.dormant,
      stages: counts.sort((one, other) => one.stage - other.stage),
      usesLast30Days: BigInt(progress.usesLast30Days),
    };
  };
