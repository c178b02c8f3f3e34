import { expect, test } from '@jest/globals';
import { spanOf } from '../../test/given.ts';
import { search, summaryOf } from './search.ts';

const anything = { text: '', service: '', failed: false, slowerThanMs: 0 };
const quick = [spanOf({ traceId: 'aa11', name: 'GET /v1/me' })];
const slow = [
  spanOf({ traceId: 'bb22', spanId: '1', name: 'POST /v1/auth/sign-up', service: 'console-gateway', milliseconds: 90 }),
  spanOf({ traceId: 'bb22', spanId: '2', parentSpanId: '1', name: 'job send-mail', startedAt: 3_000, failed: true }),
];
const idsOf = (wanted: Partial<typeof anything>) =>
  search([slow, quick], { ...anything, ...wanted }).map(({ traceId }) => traceId);

test('a summary tells the root, the whole time and everybody who took part', () => {
  expect(summaryOf(slow)).toEqual({
    traceId: 'bb22',
    name: 'POST /v1/auth/sign-up',
    startedAt: 1_000,
    milliseconds: 2_010,
    spans: 2,
    services: ['console-gateway', 'identity'],
    failed: true,
  });
});

test.each([
  [{}, ['bb22', 'aa11']],
  [{ text: 'bb' }, ['bb22']],
  [{ text: 'SIGN-UP' }, ['bb22']],
  [{ text: 'send-mail' }, ['bb22']],
  [{ service: 'console-gateway' }, ['bb22']],
  [{ failed: true }, ['bb22']],
  [{ slowerThanMs: 2_011 }, []],
  [{ slowerThanMs: 2_010 }, ['bb22']],
  [{ text: 'aa11', failed: true }, []],
])('a search for %j', (wanted, found) => {
  expect(idsOf(wanted)).toEqual(found);
});

test('a page shows a hundred traces at most', () => {
  const many = Array.from({ length: 300 }, (_, n) => [spanOf({ traceId: `t${n}` })]);
  expect(search(many, anything)).toHaveLength(100);
});
