import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { instant } from '../mail/render.ts';
import { oweAndLearn } from './owe.ts';

type Asked = Received<'identity.v1.UserSignedUp'> | Received<'identity.v1.UserVerificationRequested'>;

/** Sends the proof of the address, each time it is asked for. */
export const onVerificationWanted = (context: Context) => async (event: Asked) => {
  const { sealedVerificationSecret, verificationExpiresAt } = event.data;
  await oweAndLearn(context, event, event.data, {
    ...{ template: 'verify-email', sealedSecret: sealedVerificationSecret },
    expiresAt: verificationExpiresAt,
    vars: { validUntil: verificationExpiresAt ? instant(verificationExpiresAt) : '' },
  });
};
