import { legacy as wire } from '@platform/contracts';
import { type Call, pageSizeOf } from '@platform/grpc';
import type { Context } from '../context.ts';
import { stageOf } from '../domain/stage.ts';
import { stages, toKey } from '../wire.ts';
import { keysOf } from './keys-of.ts';

/**
 * The legacy keys of a workspace, of one stage or all, in the order of their ids. Stages are those of this moment.
 * Raises WORKSPACE_NOT_FOUND, PERMISSION_REQUIRED{legacy.read}, VALIDATION_FAILED, PAGE_TOKEN_INVALID.
 */
export const listLegacyKeys =
  (context: Context) =>
  async (request: wire.ListLegacyKeysRequest, { caller }: Call): Promise<wire.ListLegacyKeysResponse> => {
    const { workspaceId, stage, pageToken } = request;
    caller.mustBeAllowedTo('legacy.read', workspaceId);
    const size = pageSizeOf(request.pageSize);
    const list = `ListLegacyKeys ${workspaceId} ${stage}`;
    const after = context.pages.read(list, pageToken);
    const now = context.clock.now();
    const all = await keysOf(context, workspaceId);
    const wanted =
      stage === wire.LegacyKeyStage.UNSPECIFIED
        ? all
        : all.filter(({ state }) => stages[stageOf(state, now)] === stage);
    const rest = wanted.filter(({ id }) => id > after);
    const page = rest.slice(0, size);
    const last = rest.length > size ? page.at(-1) : undefined;
    return {
      keys: page.map((key) => toKey(key, key.imported, now)),
      nextPageToken: last ? context.pages.write(list, last.id) : '',
      totalSize: BigInt(wanted.length),
    };
  };
