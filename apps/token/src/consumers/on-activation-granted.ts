import { causedBy, type Received, token as wire } from '@platform/contracts';
import { isId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { noteUse } from '../domain/note-use.ts';

/** When a token was last used: evidence that the user has switched (S-171). */
export const onActivationGranted =
  ({ tokens }: Context) =>
  async (event: Received<'activation.v1.ActivationGranted'>): Promise<void> => {
    const { data, time } = event;
    if (data.credentialKind !== wire.CredentialKind.DEVELOPER || !isId('tok', data.credentialId)) return;
    await tokens.change(data.credentialId, (token) => noteUse(token, data.at ?? time), causedBy(event));
  };
