import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { verifyEmail as decide } from '../domain/verify-email.ts';
import { hashOf } from '../secrets.ts';
import { toUser } from '../wire.ts';
import { by, gatewayOnly } from './request.ts';

/** Raises VERIFICATION_TOKEN_INVALID, VERIFICATION_TOKEN_EXPIRED or USER_SUSPENDED. */
export const verifyEmail = ({ users, clock }: Context) =>
  rpc(gatewayOnly, async ({ secret }: wire.VerifyEmailRequest, call): Promise<wire.VerifyEmailResponse> => {
    const at = clock.now();
    const hash = hashOf(secret);
    const found = await users.findOne({ 'state.pendingSignUps.proof.hash': hash });
    if (!found) throw refuse('VERIFICATION_TOKEN_INVALID');
    const change = await users.change(found, (user) => decide(user, hash, at), { at, ...by(call) });
    return { user: toUser(change) };
  });
