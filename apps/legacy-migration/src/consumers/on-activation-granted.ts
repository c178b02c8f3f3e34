import { type Received, token } from '@platform/contracts';
import type { Context } from '../context.ts';
import { ownerHeard } from '../owner-heard.ts';

/** Step 4 of the way out (S-128, A-30): one granted activation with the owner's Auth Token in this workspace. */
export const onActivationGranted =
  (context: Context) =>
  async ({ id, data, time }: Received<'activation.v1.ActivationGranted'>): Promise<void> => {
    if (data.credentialKind !== token.CredentialKind.DEVELOPER || data.userId === '') return;
    await ownerHeard(context, data, { about: 'token', usedAt: data.at ?? time }, id);
  };
