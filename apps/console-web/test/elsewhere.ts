import type { TheHouse } from '@platform/browser';
import { type Person, signIn, visitor } from '@platform/testing';

/** The same person in one more session, at a program that is no browser. */
export async function elsewhere(house: TheHouse, person: Person): Promise<Person> {
  const other = { ...person, visitor: visitor(house.gatewayUrl) };
  await signIn(other);
  return other;
}

/** Her name is another one from now on, wherever it is shown. */
export const rename = ({ visitor: her }: Person, name: string) => her.must('PATCH', '/v1/me', { name });
