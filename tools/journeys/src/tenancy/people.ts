import {
  createWorkspace,
  newPerson,
  type Person,
  type Place,
  settledPerson,
  signIn,
  signUp,
  textAt,
  verify,
  visitor,
} from '@platform/testing';
import type { WholeHouse } from '../whole-house.ts';
import { besideOf, expire } from './beside.ts';

/** Who asks, in the table of verdicts: nobody, a session that has run out, people of another workspace, people of this one. */
export const personas = ['anonymous', 'expired', 'otherMember', 'otherAdmin', 'removed', 'member', 'admin'] as const;
export type Persona = (typeof personas)[number];
export type People = Readonly<Record<Persona, Person>>;

async function account(place: Place, name: string): Promise<Person> {
  const person = newPerson(place, name);
  await signUp(person);
  await verify(person, place);
  await signIn(person);
  return person;
}

/** The same person in another browser. */
export async function another({ gatewayUrl }: Place, person: Person): Promise<Person & { readonly sessionId: string }> {
  const elsewhere = { ...person, visitor: visitor(gatewayUrl) };
  const answer = await signIn(elsewhere);
  return { ...elsewhere, sessionId: textAt(answer, 'session', 'id') };
}

/** Two workspaces with an admin and a member each, somebody yet to be removed, and a session that has run out. */
export async function everybody(whole: WholeHouse): Promise<{ readonly people: People; readonly token: string }> {
  const { place } = whole;
  const [admin, otherAdmin, member, otherMember, removed] = await Promise.all([
    settledPerson(place),
    account(place, 'nora'),
    account(place, 'liam'),
    account(place, 'otto'),
    account(place, 'rhea'),
  ]);
  await createWorkspace(otherAdmin, 'Other');
  const expired = await another(place, admin);
  const beside = await besideOf(whole);
  try {
    await Promise.all([
      beside.join(admin.workspaceId, member),
      beside.join(admin.workspaceId, removed),
      beside.join(otherAdmin.workspaceId, otherMember),
      expire(beside, expired.sessionId),
    ]);
  } finally {
    await beside.stop();
  }
  const anonymous = newPerson(place, 'nobody');
  return { people: { anonymous, expired, otherMember, otherAdmin, removed, member, admin }, token: admin.token };
}
