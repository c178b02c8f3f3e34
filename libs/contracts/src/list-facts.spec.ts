import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from './gen/activation/v1/facts_service.ts';
import { type FactSource, listFactsOf } from './list-facts.ts';

const membership = (user: string): Fact => ({
  version: 1n,
  about: {
    $case: 'membership',
    value: { workspaceId: 'ws_1', userId: user, membershipId: '', active: true, since: undefined },
  },
});
/** An owner's collection; a row whose name begins with `-` gives no fact. */
const sourceOf = (names: readonly string[]): FactSource => ({
  kind: 'membership',
  after: async (id, limit) => {
    const rows = [...names].sort().filter((name) => name > id);
    return rows
      .slice(0, limit)
      .map((name) => ({ id: name, fact: name.startsWith('-') ? undefined : membership(name) }));
  },
  named: async (keys) => keys.flatMap(([, user = '']) => (names.includes(user) ? membership(user) : [])),
});
const users = (facts: readonly Fact[]) =>
  facts.flatMap(({ about }) => (about?.$case === 'membership' ? about.value.userId : []));

test('page by page every fact of every collection comes once, whatever the page size', async () => {
  const names = fc.uniqueArray(fc.stringMatching(/^-?[a-z]{1,4}$/), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(names, names, fc.integer({ min: 1, max: 5 }), async (one, other, pageSize) => {
      const list = listFactsOf([sourceOf(one), sourceOf(other)]);
      const found: string[] = [];
      let pageToken = '';
      do {
        const { facts, nextPageToken } = await list({ pageSize, pageToken, keys: [] });
        found.push(...users(facts));
        pageToken = nextPageToken;
      } while (pageToken !== '');
      expect(found).toEqual([one, other].flatMap((each) => [...each].sort().filter((name) => !name.startsWith('-'))));
    }),
  );
});

test('by key only what is known comes; a page token of nobody is refused', async () => {
  const list = listFactsOf([sourceOf(['ann'])]);
  const keys = ['membership/ws_1/ann', 'membership/ws_1/bob', 'credential/x'];
  expect(users((await list({ pageSize: 0, pageToken: '', keys })).facts)).toEqual(['ann']);
  for (const pageToken of ['x', '1.', '-1.a', '99.']) {
    await expect(list({ pageSize: 0, pageToken, keys: [] })).rejects.toMatchObject({ reason: 'PAGE_TOKEN_INVALID' });
  }
  const many = Array.from({ length: 201 }, (_, index) => `membership/ws_1/${index}`);
  await expect(list({ pageSize: 0, pageToken: '', keys: many })).rejects.toMatchObject({ reason: 'BATCH_TOO_LARGE' });
});
