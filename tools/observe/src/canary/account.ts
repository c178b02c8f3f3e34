import {
  createWorkspace,
  newPerson,
  type Person,
  type Place,
  signIn,
  signUp,
  startTrial,
  tokenExists,
  verify,
  visitor,
} from '@platform/journeys';
import { readPrivate, writePrivate } from '@platform/private-file';
import { z } from 'zod';

const schema = z.object({ email: z.string(), password: z.string(), workspaceId: z.string() });

/** The canary's own account, signed in: the one of an earlier start, else a new one by a real sign-up. Raises what the API refuses. */
export async function account(place: Place, file: string): Promise<Person> {
  const known = await before(place, file);
  if (known) return known;
  const person = newPerson(place, 'canary');
  await signUp(person, 'Canary');
  await verify(person, place);
  await signIn(person);
  await createWorkspace(person, 'Canary');
  await startTrial(person);
  await tokenExists(person);
  const { email, password, workspaceId } = person;
  writePrivate(file, JSON.stringify({ email, password, workspaceId }));
  return person;
}

/** An account that the house does not know (its data were forgotten) is none. */
async function before({ gatewayUrl }: Place, file: string): Promise<Person | undefined> {
  const kept = schema.safeParse(parsed(readPrivate(file)));
  if (!kept.success) return undefined;
  const person: Person = { ...kept.data, visitor: visitor(gatewayUrl), userId: '' };
  const { email, password } = person;
  const { status } = await person.visitor.ask('POST', '/v1/auth/sign-in', { email, password });
  if (status >= 500 || status === 429) throw new Error(`the canary cannot sign in: ${status}`);
  return status < 300 ? person : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
