import { describe, expect, test } from '@jest/globals';
import { CodedError, newId } from '@platform/kernel';
import fc from 'fast-check';
import { mustBeSha256, type ReadRow, readContent } from './read-content.ts';

const ws = newId('ws');
const usr = newId('usr');
const hash = 'ab'.repeat(32);
const header = 'workspace_id,kind,user_id,name,sha256,display,source_system';
const line = (name: string) => `${ws},api,${usr},${name},${hash},abc...(10),console`;
const csv = (...lines: readonly string[]) => readContent('csv', Buffer.from(lines.join('\n')));
const ndjson = (...rows: readonly unknown[]) =>
  readContent('ndjson', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
const outcomes = (rows: readonly ReadRow[]) =>
  rows.map((one) => ('row' in one ? one.row.name : one.problems.map(({ field }) => field)));
const reason = (read: () => unknown) => {
  try {
    read();
    return 'OK';
  } catch (error) {
    return error instanceof CodedError ? error.reason : 'a bug';
  }
};

describe('CSV', () => {
  test('is read with its header, in order, with quoted values, CRLF and a byte-order mark', () => {
    expect(outcomes(csv(header, line('one'), line('"two, ""quoted"""')))).toEqual(['one', 'two, "quoted"']);
    const windows = `\ufeff${header}\r\n${line('one')}\r\n`;
    expect(outcomes(readContent('csv', Buffer.from(windows)))).toEqual(['one']);
  });

  test('columns come in any order; those that may be empty may be left out', () => {
    expect(outcomes(csv('sha256,display,kind,user_id,workspace_id', `${hash},abc...(10),api,${usr},${ws}`))).toEqual([
      '',
    ]);
  });

  test('a bad row is named and the good ones around it stay', () => {
    const rows = csv(header, line('one'), 'x,y', line('two'), `${line('three')},and more`, line('four'));
    expect(outcomes(rows)).toEqual(['one', expect.arrayContaining(['workspace_id', 'kind']), 'two', ['row'], 'four']);
  });

  test('a quotation mark that does not fit or is not closed spoils its row alone', () => {
    expect(outcomes(csv(header, line('one'), line('"two"x'), line('three')))).toEqual(['one', ['row'], 'three']);
    expect(outcomes(csv(header, line('one'), line('"two'), line('three')))).toEqual(['one', ['row'], 'three']);
  });

  test('a header with an unknown column is refused per row, with the columns there are', () => {
    const [row] = csv(`${header},password`, `${line('one')},secret`);
    expect(row).toEqual({ problems: [{ field: 'password', remedy: expect.stringContaining('workspace_id, kind') }] });
  });

  test.each([[''], ['\n\n'], [header], ['kind,kind\napi,api']])('%j is refused as a whole', (text) => {
    expect(reason(() => csv(text))).toBe('VALIDATION_FAILED');
  });
});

describe('NDJSON', () => {
  const row = { workspace_id: ws, kind: 'api', user_id: usr, name: 'one', sha256: hash, display: 'abc...(10)' };

  test('is read line by line', () => {
    expect(outcomes(ndjson(row, { ...row, name: 'two', source_system: null }))).toEqual(['one', 'two']);
  });

  test('what is no object, has other values or other fields is named', () => {
    const rows = ndjson(1, null, [row], { ...row, name: { $ne: '' } }, { ...row, extra: 'x' }, row);
    expect(outcomes(rows)).toEqual([['row'], ['row'], ['row'], ['name'], ['extra'], 'one']);
    expect(outcomes(readContent('ndjson', Buffer.from(`{"kind":\n${JSON.stringify(row)}`)))).toEqual([['row'], 'one']);
  });

  test('a prototype cannot be reached', () => {
    const text = `{"__proto__":{"kind":"api"},"constructor":"x"}`;
    expect(outcomes(readContent('ndjson', Buffer.from(text)))).toEqual([['__proto__']]);
    expect(Object.hasOwn(Object.prototype, 'kind')).toBe(false);
  });
});

test('too much at once is refused with what is taken', () => {
  expect(reason(() => readContent('csv', Buffer.alloc(60 * 1024 + 1, 'x')))).toBe('REQUEST_TOO_LARGE');
  expect(reason(() => readContent('ndjson', Buffer.from('1\n'.repeat(1_001))))).toBe('BATCH_TOO_LARGE');
});

test('what is not UTF-8 is refused as a whole', () => {
  expect(reason(() => readContent('csv', Buffer.from([0x61, 0xff, 0xfe])))).toBe('VALIDATION_FAILED');
});

test('anything at all is read or refused by name', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.json()).map((text) => `${header}\n${text}`);
  fc.assert(
    fc.property(anything, fc.constantFrom('csv' as const, 'ndjson' as const), (text, format) => {
      expect(['OK', 'VALIDATION_FAILED']).toContain(reason(() => readContent(format, Buffer.from(text))));
    }),
    { numRuns: 500 },
  );
});

test('only SHA-256 is taken', () => {
  for (const right of ['sha256', 'SHA-256']) expect(reason(() => mustBeSha256(right))).toBe('OK');
  for (const wrong of ['', 'md5', 'sha1', 'sha2560', 'bcrypt']) {
    expect(reason(() => mustBeSha256(wrong))).toBe('IMPORT_HASH_UNSUPPORTED');
  }
});
