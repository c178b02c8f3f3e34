import {
  createWorkspace,
  type Mail,
  newPerson,
  type Person,
  type Place,
  reveal,
  signIn,
  signUp,
  startTrial,
  tokenExists,
  verify,
} from '@platform/testing';

export interface Settled {
  readonly person: Person;
  readonly workspaceId: string;
  /** The value of the Developer Auth Token. */
  readonly token: string;
}

export interface Called {
  readonly name?: string;
  /** Default: one that nobody else has. */
  readonly email?: string;
}

/** Somebody who has signed up, proved the address and signed in, all over HTTP; put into a browser with `visit.as`. */
export async function newcomer(place: Place, { name = 'Maya', email }: Called = {}): Promise<Person> {
  const person = { ...newPerson(place, name.toLowerCase()), ...(email && { email }) };
  await signUp(person, name);
  await verify(person, place);
  await signIn(person);
  return person;
}

/** A newcomer with a workspace, its trial, the first license and a Developer Auth Token. */
export async function settled(place: Place, called: Called & { readonly workspace?: string } = {}): Promise<Settled> {
  const person = await newcomer(place, called);
  await createWorkspace(person, called.workspace);
  await startTrial(person);
  await tokenExists(person);
  return { person, workspaceId: person.workspaceId, token: await reveal(person) };
}

/** Waits for the newest mail to that address with a subject like that. */
export const mailTo = ({ mailbox }: Place, email: string, subject: RegExp): Promise<Mail> =>
  mailbox.mail(email, subject);
