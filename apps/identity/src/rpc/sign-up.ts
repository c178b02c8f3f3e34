import type { identity as wire } from '@platform/contracts';
import { type Call, rpc } from '@platform/grpc';
import { newId, refuse } from '@platform/kernel';
import { UniqueViolation } from '@platform/mongo';
import type { Context } from '../context.ts';
import { type Email, readEmail } from '../domain/email.ts';
import { mustBeStrong } from '../domain/password-policy.ts';
import { nameProblem, tidyName } from '../domain/person-name.ts';
import { signUp as decide, type SignUp } from '../domain/sign-up.ts';
import { mailProofs } from '../secrets.ts';
import { by, gatewayOnly } from './request.ts';

/** Accepts a sign-up. Known and unknown addresses cost the same work and time and get the same answer. */
export const signUp = (context: Context) =>
  rpc(gatewayOnly, async (request: wire.SignUpRequest, call): Promise<wire.SignUpResponse> => {
    const email = readEmail(request.email);
    const problem = nameProblem(request.name);
    if (problem) throw refuse('VALIDATION_FAILED', { fields: [problem] });
    const name = tidyName(request.name);
    mustBeStrong(request.password, { email: email.email, name });
    await context.evenly(async () => {
      const passwordHash = await context.passwords.hash(request.password);
      await begin(context, email, { name, passwordHash, locale: call.locale }, call);
    });
    return {};
  });

type Person = Pick<SignUp, 'name' | 'passwordHash' | 'locale'>;

/** Two sign-ups for one new address at once: the second one finds the account of the first. */
async function begin(context: Context, email: Email, person: Person, call: Call, again = true): Promise<void> {
  const { users, mailKeys, clock } = context;
  const at = clock.now();
  const known = await users.findOne({ 'state.emailNormalized': email.normalized });
  const id = known?.id ?? newId('usr', at);
  const mailedProofs = mailProofs(mailKeys, id, at);
  const command = { ...person, email: email.email, emailNormalized: email.normalized, mailedProofs, at };
  try {
    await users.change(id, (user) => decide(user, command), { at, ...by(call) });
  } catch (error) {
    if (!again || !(error instanceof UniqueViolation)) throw error;
    await begin(context, email, person, call, false);
  }
}
