import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inOrder, longFiles } from '../longest-first.mjs';
import { root } from '../src/root.ts';

test('what takes long comes first, though it is short to read; then the largest', () => {
  const [longest = '', next = ''] = longFiles();
  const sizes = new Map([
    ['/here/libs/small.spec.ts', 10],
    [`/here/${next}`, 1],
    ['/here/libs/large.spec.ts', 500],
    [`/here/${longest}`, 2],
  ]);
  const order = inOrder([...sizes.keys()], (path) => sizes.get(path) ?? 0);
  expect(order).toEqual([`/here/${longest}`, `/here/${next}`, '/here/libs/large.spec.ts', '/here/libs/small.spec.ts']);
});

test('each of the long ones is there', () => {
  expect(longFiles().filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
