import type { legacy } from '@platform/contracts';
import { type Rpcs, rpc } from '@platform/grpc';
import { SECOND } from '@platform/kernel';
import type { Context } from '../context.ts';
import { createLegacyKey } from './create-legacy-key.ts';
import { getLegacyKey } from './get-legacy-key.ts';
import { getMigrationProgress } from './get-migration-progress.ts';
import { importLegacyKeys } from './import-legacy-keys.ts';
import { listLegacyKeys } from './list-legacy-keys.ts';

/** Everything that legacy-migration answers, and to whom. */
export const rpcs = (context: Context): Rpcs<typeof legacy.LegacyServiceService> => ({
  importLegacyKeys: rpc({ service: ['operator'] }, importLegacyKeys(context), { deadlineMs: 30 * SECOND }),
  listLegacyKeys: rpc('user', listLegacyKeys(context)),
  getLegacyKey: rpc('user', getLegacyKey(context)),
  getMigrationProgress: rpc('user', getMigrationProgress(context)),
  createLegacyKey: rpc('user', createLegacyKey()),
});
