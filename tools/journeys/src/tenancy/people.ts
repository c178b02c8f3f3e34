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

/** Somebody, and the one session of theirs that this is about. */
export type Late = Person & { readonly sessionId: string };

async function account(place: Place, name: string): Promise<Person> {
  const person = newPerson(place, name);
  await signUp(person);
  await verify(person, place);
  await signIn(person);
  return person;
}

/** The same person in another browser. */
export async function another({ gatewayUrl }: Place, person: Person): Promise<Late> {
  const elsewhere = { ...person, visitor: visitor(gatewayUrl) };
  const answer = await signIn(elsewhere);
  return { ...elsewhere, sessionId: textAt(answer, 'session', 'id') };
}

interface Everybody {
  readonly people: People;
  readonly token: string;
  /** A member whose session has run out, and who asks for nothing. */
  readonly late: Late;
}

/** Two workspaces with an admin and a member each, somebody yet to be removed, and a session that has run out. */
export async function everybody(whole: WholeHouse): Promise<Everybody> {
  const { place } = whole;
  const [admin, otherAdmin, member, otherMember, removed, paul] = await Promise.all([
    settledPerson(place),
    account(place, 'nora'),
    account(place, 'liam'),
    account(place, 'otto'),
    account(place, 'rhea'),
    account(place, 'paul'),
  ]);
  await createWorkspace(otherAdmin, 'Other');
  const [expired, late] = await Promise.all([another(place, admin), another(place, paul)]);
  const beside = await besideOf(whole);
  try {
    await Promise.all([
      beside.join(admin.workspaceId, member),
      beside.join(admin.workspaceId, removed),
      beside.join(admin.workspaceId, late),
      beside.join(otherAdmin.workspaceId, otherMember),
      expire(beside, expired.sessionId),
      expire(beside, late.sessionId),
    ]);
  } finally {
    await beside.stop();
  }
  const anonymous = newPerson(place, 'nobody');
  return {
    people: { anonymous, expired, otherMember, otherAdmin, removed, member, admin },
    ...{ token: admin.token, late },
  };
}
