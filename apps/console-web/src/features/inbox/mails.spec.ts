import { expect, test } from '@jest/globals';
import { mailsTo } from './mails.ts';

const mail = (id: string, ...to: string[]) => ({ id, to, from: '', subject: '', received_at: '' });
const all = [
  mail('1', 'Ada@Example.com'),
  mail('2', 'bob@example.com', 'ada@example.com'),
  mail('3', 'eve@example.org'),
];
const ids = (address: string) => mailsTo(all, address).map(({ id }) => id);

test('an address finds its mails however it is written, also among several', () => {
  expect(ids('ada@example.com')).toEqual(['1', '2']);
  expect(ids(' EVE ')).toEqual(['3']);
  expect(ids('')).toEqual(['1', '2', '3']);
  expect(ids('.*')).toEqual([]);
});
