import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { banner } from './banner.ts';

const golden = readFileSync(new URL('../test/golden/banner.txt', import.meta.url), 'utf8');
const appUrl = 'https://app.localstack.cloud';

test.each(['CREDENTIAL_UNKNOWN', 'CREDENTIAL_MALFORMED'])('%s prints the banner byte for byte', (reason) => {
  expect(`${banner({ reason, message: 'whatever the server says' }, appUrl)}\n`).toBe(golden);
});

test('another reason changes the line after "Reason: " and nothing else', () => {
  const message = 'Developer Auth Tokens cannot be used in CI.';
  const lines = banner({ reason: 'DEVELOPER_TOKEN_IN_CI', message }, appUrl).split('\n');
  const expected = golden.trimEnd().split('\n');
  expect(lines[3]).toBe(`Reason: ${message}`);
  expect(lines.toSpliced(3, 1)).toEqual(expected.toSpliced(3, 1));
});

test('what we add stands after the verbatim block, the decision last', () => {
  const text = banner(
    { reason: 'CREDENTIAL_UNKNOWN', message: '', also: ['The trial has ended.'], decisionId: 'dec_1' },
    appUrl,
  );
  expect(text.startsWith(golden.trimEnd())).toBe(true);
  expect(text.split('\n').slice(-2)).toEqual([
    '- Also: The trial has ended.',
    `Decision: dec_1 — ${appUrl}/activations/dec_1`,
  ]);
});

test('without credentials the banner says which variable to set', () => {
  expect(banner({ reason: 'CREDENTIAL_MISSING', message: '' }, appUrl)).toContain(
    'Set LOCALSTACK_AUTH_TOKEN to a valid auth token',
  );
});
