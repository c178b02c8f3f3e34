import { expect, test } from '@jest/globals';
import { search } from './search.ts';

const value = 'lsat_7Gk2nV9xQ4pR8sT1wY6zA3bC5dE0fH2jL4mN61';
const canaries = [{ name: 'token', value }];

async function* stretch(bytes: Buffer) {
  yield { where: 'log:x', bytes };
}
const found = async (text: string | Buffer) =>
  (await search(canaries, stretch(Buffer.concat([Buffer.from('before '), Buffer.from(text), Buffer.from(' after')]))))
    .hits;

test.each([
  ['as it is', value],
  ['in hex', Buffer.from(value).toString('hex')],
  ['in UTF-16', Buffer.from(value, 'utf16le')],
  ['in base64', Buffer.from(value).toString('base64')],
  ['in base64, after one byte', Buffer.from(`"${value}"`).toString('base64')],
  ['in base64, after two bytes', Buffer.from(`{"${value}"}`).toString('base64')],
  ['in base64url, within JSON', Buffer.from(`{"value":"${value}?>?"}`).toString('base64url')],
])('a canary is found %s', async (_how, text) => {
  expect(await found(text)).toEqual([expect.objectContaining({ canary: 'token', where: 'log:x' })]);
});

test('what may be shown of a secret is no hit', async () => {
  expect(await found(`lsat_…${value.slice(-4)}`)).toEqual([]);
});
