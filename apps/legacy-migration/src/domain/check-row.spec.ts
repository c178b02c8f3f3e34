import { expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import fc from 'fast-check';
import { type Cells, checkRow, isRow } from './check-row.ts';

const api: Cells = {
  ...{ workspace_id: newId('ws'), kind: 'api', user_id: newId('usr'), name: 'laptop' },
  ...{ sha256: 'aB'.repeat(32), display: '"abc..."(10)', source_system: 'console' },
};
const ci: Cells = { ...api, kind: 'ci', user_id: '', name: 'nightly' };
const fields = (cells: Cells) => {
  const checked = checkRow(cells);
  return isRow(checked) ? [] : checked.map(({ field }) => field);
};

test('an API key has an owner, a CI key a name', () => {
  expect(checkRow(api)).toEqual({
    ...{ workspaceId: api.workspace_id, kind: 'api', userId: api.user_id, name: 'laptop' },
    ...{ sha256: Buffer.alloc(32, 0xab), display: '"abc..."(10)', sourceSystem: 'console' },
  });
  expect(checkRow(ci)).toMatchObject({ kind: 'ci', userId: '', name: 'nightly' });
});

test.each([
  [{ workspace_id: 'acme' }, ['workspace_id']],
  [{ workspace_id: '' }, ['workspace_id']],
  [{ kind: 'developer' }, ['kind']],
  [{ user_id: '' }, ['user_id']],
  [{ user_id: 'maya@acme.com' }, ['user_id']],
  [{ name: 'x'.repeat(101) }, ['name']],
  [{ name: 'two\nlines' }, ['name']],
  [{ name: 'turned\u202earound' }, ['name']],
  [{ name: `lsat_${'a'.repeat(38)}` }, ['name']],
  [{ source_system: `x lsci_${'1'.repeat(38)}` }, ['source_system']],
  [{ sha256: 'abc' }, ['sha256']],
  [{ sha256: `${'ab'.repeat(31)}zz` }, ['sha256']],
  [{ display: 'thewholekey' }, ['display']],
  [{ display: '"abcd..."(10)' }, ['display']],
  [{ source_system: 'x'.repeat(65) }, ['source_system']],
  [{ kind: 'x', sha256: '', display: '' }, ['kind', 'sha256', 'display']],
])('%j names %j', (wrong, named) => {
  expect(fields({ ...api, ...wrong })).toEqual(named);
});

test('a CI key with an owner or without a name is refused', () => {
  expect(fields({ ...ci, user_id: newId('usr') })).toEqual(['user_id']);
  expect(fields({ ...ci, name: '' })).toEqual(['name']);
});

test('the display is brought to one form', () => {
  for (const display of ['abc...(10)', '"abc…"(10)', 'abc…(010)']) {
    expect(checkRow({ ...api, display })).toMatchObject({ display: '"abc..."(10)' });
  }
});

test('a name that looks like a formula is text like any other', () => {
  for (const name of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)']) {
    expect(checkRow({ ...api, name })).toMatchObject({ name });
  }
});

test('no remedy quotes the row', () => {
  // A mark that no remedy has: words of a remedy are no quotation.
  const cell = fc.string({ minLength: 6, maxLength: 80 }).map((text) => `§${text}`);
  fc.assert(
    fc.property(cell, (text) => {
      const checked = checkRow({ ...api, sha256: text, display: text, workspace_id: text });
      const words = isRow(checked) ? '' : JSON.stringify(checked);
      expect(words).not.toContain(text);
    }),
  );
});
