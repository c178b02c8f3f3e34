import { expect, test } from '@jest/globals';
import { mallocTrim } from '../src/malloc-trim.ts';

test('where there is no such C library, nothing is asked of it', async () => {
  expect(await mallocTrim('libnowhere.so.1')).toBeUndefined();
});
