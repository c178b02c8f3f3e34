import type { token } from '@platform/contracts';
import { type Rpcs, rpc } from '@platform/grpc';
import { SECOND } from '@platform/kernel';
import type { Context } from '../context.ts';
import { deleteMyDeveloperToken } from './delete-my-developer-token.ts';
import { getMyDeveloperToken } from './get-my-developer-token.ts';
import { moveLookups } from './move-lookups.ts';
import { registerLegacyKeys } from './register-legacy-keys.ts';
import { resetMyDeveloperToken } from './reset-my-developer-token.ts';
import { revealMyDeveloperToken } from './reveal-my-developer-token.ts';

/** Everything that token answers, and to whom. */
export const rpcs = (context: Context): Rpcs<typeof token.TokenServiceService> => ({
  getMyDeveloperToken: rpc('user', getMyDeveloperToken(context)),
  revealMyDeveloperToken: rpc('user', revealMyDeveloperToken(context)),
  resetMyDeveloperToken: rpc('user', resetMyDeveloperToken(context)),
  deleteMyDeveloperToken: rpc('user', deleteMyDeveloperToken()),
  moveLookups: rpc({ service: ['operator'] }, moveLookups(context), { deadlineMs: 30 * SECOND }),
  registerLegacyKeys: rpc({ service: ['legacy'] }, registerLegacyKeys(context), { deadlineMs: 20 * SECOND }),
});
