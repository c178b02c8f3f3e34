import { afterAll, expect, test } from '@jest/globals';
import { type Id, MINUTE, newId } from '@platform/kernel';
import { activationGranted, database } from '@platform/testing';
import { onActivationGranted } from '../src/consumers/on-activation-granted.ts';
import type { Context } from '../src/context.ts';
import { issueDeveloperToken } from '../src/domain/issue-developer-token.ts';
import { tokenStore } from '../src/store/tokens.ts';
import { at, membership, secretOf, userId, workspaceId } from './samples.ts';

/** Many activations are heard of, and few of them say anything new: those cost nothing. */
const db = await database();
afterAll(() => db.drop());

const tokens = tokenStore(db.mongo);

/** A new user's token. */
async function born(): Promise<Id<'tok'>> {
  const id = newId('tok');
  const issue = { workspaceId, userId: newId('usr'), membership, generation: 1, secret: secretOf(id), at };
  await tokens.change(id, (token) => issueDeveloperToken(token, issue));
  return id;
}

/** One process of the service: hears a use so long after the token was made, and how often it looked at the database. */
function listener() {
  let looks = 0;
  const counted: Context['tokens'] = {
    ...tokens,
    change: (...given) => {
      looks += 1;
      return tokens.change(...given);
    },
  };
  const hear = onActivationGranted({ tokens: counted });
  return {
    used: (id: string, after: number) =>
      hear(activationGranted({ workspaceId, userId, credentialId: id, at: new Date(at.getTime() + after) })),
    looks: () => looks,
  };
}

const lastUse = async (id: string) => (await tokens.find(id))?.state.lastUsedAt;

test('uses of the same minute, and those before it, are not looked up again', async () => {
  const id = await born();
  const { used, looks } = listener();
  for (const second of [0, 1, 59]) await used(id, second * 1_000);
  await used(id, -MINUTE);
  expect(looks()).toBe(1);
  await used(id, MINUTE);
  expect(looks()).toBe(2);
  expect(await lastUse(id)).toEqual(new Date(at.getTime() + MINUTE));
});

test('what another process has noted meanwhile stays', async () => {
  const id = await born();
  const [one, other] = [listener(), listener()];
  await one.used(id, 0);
  await other.used(id, 5 * MINUTE);
  await one.used(id, 3 * MINUTE);
  expect(await lastUse(id)).toEqual(new Date(at.getTime() + 5 * MINUTE));
  await one.used(id, 4 * MINUTE);
  expect(one.looks()).toBe(2);
});

test('one token says nothing about another', async () => {
  const { used } = listener();
  const [first, second] = [await born(), await born()];
  await used(first, MINUTE);
  await used(second, 0);
  expect(await lastUse(second)).toEqual(at);
});
