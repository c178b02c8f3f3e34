import type { legacy as wire } from '@platform/contracts';
import type { Call } from '@platform/grpc';
import { parseId, refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { toKey } from '../wire.ts';
import { importedKey } from './keys-of.ts';

/** One legacy key. Raises WORKSPACE_NOT_FOUND, PERMISSION_REQUIRED{legacy.read}, VALIDATION_FAILED, RESOURCE_NOT_FOUND. */
export const getLegacyKey =
  (context: Context) =>
  async (request: wire.GetLegacyKeyRequest, { caller }: Call): Promise<wire.GetLegacyKeyResponse> => {
    caller.mustBeAllowedTo('legacy.read', request.workspaceId);
    const id = parseId('lgk', request.legacyKeyId, 'legacy_key_id');
    const found = await context.keys.find(id);
    const key = found && importedKey(found);
    if (key?.imported.workspaceId !== request.workspaceId) {
      throw refuse('RESOURCE_NOT_FOUND', { metadata: { resource: id } });
    }
    return { key: toKey(key, key.imported, context.clock.now()) };
  };
