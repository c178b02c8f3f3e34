import type { identity as wire } from '@platform/contracts';
import { type Call, rpc } from '@platform/grpc';
import { newId, refuse } from '@platform/kernel';
import { type Saved, UniqueViolation } from '@platform/mongo';
import type { Context } from '../context.ts';
import { readEmail } from '../domain/email.ts';
import { mustBeStrong } from '../domain/password-policy.ts';
import { nameProblem, tidyName } from '../domain/person-name.ts';
import { signUp as decide, type SignUp } from '../domain/sign-up.ts';
import type { User } from '../domain/user.ts';
import { evenly } from '../evenly.ts';
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
    const passwordHash = await context.passwords.hash(request.password);
    const known = await accountOf(context, email.normalized);
    const person = { email: email.email, emailNormalized: email.normalized, name, passwordHash, locale: call.locale };
    await evenly(context, () => begin(context, known, person, call));
    return {};
  });

type Person = Omit<SignUp, 'mailedProofs' | 'at'>;

const accountOf = ({ users }: Context, normalized: string): Promise<Saved<User> | undefined> =>
  users.findOne({ 'state.emailNormalized': normalized });

/** Two sign-ups for one new address at once: the second one finds the account of the first. */
async function begin(context: Context, known: Saved<User> | undefined, person: Person, call: Call): Promise<void> {
  const { users, mailKeys, clock } = context;
  const at = clock.now();
  const before = known ?? users.unborn(newId('usr', at));
  const command = { ...person, mailedProofs: mailProofs(mailKeys, before.id, at), at };
  try {
    await users.change(before, (user) => decide(user, command), { at, ...by(call) });
  } catch (error) {
    if (known || !(error instanceof UniqueViolation)) throw error;
    await begin(context, await accountOf(context, person.emailNormalized), person, call);
  }
}
