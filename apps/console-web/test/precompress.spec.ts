import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { precompress } from '../precompress.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dist-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every file that gains by it has two smaller forms of the same content beside it', async () => {
  const script = 'export const words = "the console";\n'.repeat(100);
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/index-abc.js'), script);
  writeFileSync(join(folder, 'assets/tiny-abc.js'), 'export {};');
  writeFileSync(join(folder, 'assets/inter.woff2'), script);

  expect(await precompress(folder)).toEqual(['assets/index-abc.js.br', 'assets/index-abc.js.gz']);
  expect(brotliDecompressSync(readFileSync(join(folder, 'assets/index-abc.js.br'))).toString()).toBe(script);
  expect(gunzipSync(readFileSync(join(folder, 'assets/index-abc.js.gz'))).toString()).toBe(script);
});
