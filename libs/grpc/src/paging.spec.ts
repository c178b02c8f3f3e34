import { expect, test } from '@jest/globals';
import { pageSizeOf, pageTokens } from './paging.ts';

const tokens = pageTokens('a secret of the service');
const invalid = expect.objectContaining({ reason: 'PAGE_TOKEN_INVALID', metadata: { field: 'page_token' } });

test('a page token leads on in its own list, also on another replica', () => {
  const token = tokens.write('ListMembers ws_1', 'mem_7');
  expect(tokens.read('ListMembers ws_1', token)).toBe('mem_7');
  expect(pageTokens('a secret of the service').read('ListMembers ws_1', token)).toBe('mem_7');
  expect(tokens.read('ListMembers ws_1', '')).toBe('');
});

test('a page token is refused in another list, under another key and after any change', () => {
  const token = tokens.write('ListMembers ws_1', 'mem_7');
  expect(() => tokens.read('ListMembers ws_2', token)).toThrow(invalid);
  expect(() => tokens.read('ListMembers ws_1m', tokens.write('ListMembers ws_1', 'mem_7'))).toThrow(invalid);
  expect(() => pageTokens('another').read('ListMembers ws_1', token)).toThrow(invalid);
  expect(() => tokens.read('ListMembers ws_1', 'garbage')).toThrow(invalid);
  expect(() => tokens.read('ListMembers ws_1', '$ne')).toThrow(invalid);
  for (let bit = 0; bit < Buffer.from(token, 'base64url').length * 8; bit++) {
    const bytes = Buffer.from(token, 'base64url');
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => tokens.read('ListMembers ws_1', bytes.toString('base64url'))).toThrow(invalid);
  }
});

test('a page holds 50 unless 1 to 200 are asked for', () => {
  expect([0, 1, 200].map(pageSizeOf)).toEqual([50, 1, 200]);
  for (const asked of [-1, 201, 1.5, Number.NaN]) {
    expect(() => pageSizeOf(asked)).toThrow(expect.objectContaining({ reason: 'VALIDATION_FAILED' }));
  }
});
