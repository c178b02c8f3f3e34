import { randomBytes, randomUUID } from 'node:crypto';
import { eventually } from './eventually.ts';
import { type Mailbox, secretIn } from './mailbox.ts';
import { type Answer, textAt, type Visitor, visitor } from './visitor.ts';

/** Where the house answers. */
export interface Place {
  readonly gatewayUrl: string;
  readonly mailbox: Mailbox;
}

/** A person who goes the first journey: from a sign-up to a token that activates. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly visitor: Visitor;
  workspaceId: string;
  userId: string;
}

export const newPerson = ({ gatewayUrl }: Place, name = 'maya'): Person => ({
  email: `${name}-${randomUUID().slice(0, 8)}@example.com`,
  password: `a long sentence ${randomBytes(9).toString('base64url')}`,
  visitor: visitor(gatewayUrl),
  workspaceId: '',
  userId: '',
});

export const signUp = (person: Person, name = 'Maya'): Promise<Answer> =>
  person.visitor.must('POST', '/v1/auth/sign-up', { email: person.email, password: person.password, name });

/** Reads the verification mail and follows its link. */
export async function verify(person: Person, { mailbox }: Place, within?: number): Promise<Answer> {
  const secret = secretIn(await mailbox.mail(person.email, /verify|confirm/i, within));
  return person.visitor.must('POST', '/v1/auth/verify-email', { secret });
}

export async function signIn(person: Person): Promise<Answer> {
  const { email, password } = person;
  const answer = await person.visitor.must('POST', '/v1/auth/sign-in', { email, password });
  person.userId = textAt(answer, 'user', 'id');
  return answer;
}

export async function createWorkspace(person: Person, name = 'Acme'): Promise<Answer> {
  const answer = await person.visitor.must('POST', '/v1/workspaces', { name }, { 'idempotency-key': randomUUID() });
  person.workspaceId = textAt(answer, 'workspace', 'id');
  return answer;
}

const inside = (person: Person, path: string) => `/v1/workspaces/${person.workspaceId}${path}`;

export const startTrial = (person: Person): Promise<Answer> =>
  person.visitor.must('POST', inside(person, '/trial'), undefined, { 'idempotency-key': randomUUID() });
export const stepUp = ({ visitor: v, password }: Person): Promise<Answer> =>
  v.must('POST', '/v1/auth/re-authenticate', { password });

/** Waits until the Developer Auth Token exists: it comes with the membership, by an event (S-32). */
export const tokenExists = (person: Person, within = 60_000): Promise<Answer> =>
  eventually(() => person.visitor.must('GET', inside(person, '/tokens/developer/me')), { within });

export async function reveal(person: Person): Promise<string> {
  await stepUp(person);
  return textAt(await person.visitor.must('POST', inside(person, '/tokens/developer/me:reveal')), 'value');
}

export const reset = (person: Person, key: string = randomUUID()): Promise<Answer> =>
  person.visitor.must(
    'POST',
    inside(person, '/tokens/developer/me:reset'),
    { reason: 'routine' },
    { 'idempotency-key': key },
  );

/** The value that a reset brought: in its answer, or revealed when the last proof of identity is no longer fresh. */
export async function valueAfter(person: Person, { body }: Answer): Promise<string> {
  const { value } = body as { readonly value?: string };
  return value ?? reveal(person);
}

export const myLicense = (person: Person): Promise<Answer> => person.visitor.must('GET', inside(person, '/my-license'));

/** All the way: sign-up, mail, sign-in, workspace, trial, token. Gives the token's value. */
export async function settledPerson(place: Place): Promise<Person & { readonly token: string }> {
  const person = newPerson(place);
  await signUp(person);
  await verify(person, place);
  await signIn(person);
  await createWorkspace(person);
  await startTrial(person);
  await tokenExists(person);
  return Object.assign(person, { token: await reveal(person) });
}
