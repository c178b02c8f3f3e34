import { expect, test } from '@jest/globals';
import { isId } from '@platform/kernel';
import { derivedId } from './derived-id.ts';

test('the same parts give the same id, other parts another one', () => {
  const id = derivedId('act', 'tok_1', 'session-1');
  expect(derivedId('act', 'tok_1', 'session-1')).toBe(id);
  expect(isId('act', id)).toBe(true);
  const others = [['tok_1', 'session-2'], ['tok_2', 'session-1'], ['tok_1session-1'], ['tok_1', 'session', '-1'], []];
  for (const parts of others) expect(derivedId('act', ...parts)).not.toBe(id);
});

test('ten thousand of them differ and use every letter', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => derivedId('evt', String(index)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.join('').replaceAll('evt_', '')).size).toBe(32);
  expect(ids.every((id) => isId('evt', id))).toBe(true);
});
