import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';

const kB = 1_000;
/** Issue 5: what comes over the line before the first page can be used, without the font that replaces the system's. */
const mostBytes = 250 * kB;
const root = join(import.meta.dirname, '../../..');

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

/** Builds the console as it is shipped. */
async function built(folder: string): Promise<Manifest> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const options = ['--outDir', folder, '--emptyOutDir', '--manifest', '--logLevel', 'error'];
  // A test runner says that this is a test; what is shipped is not.
  const plain = ['-u', 'NODE_OPTIONS', 'NODE_ENV=production', process.execPath];
  await promisify(execFile)('env', [...plain, vite, 'build', 'apps/console-web', ...options], { cwd: root });
  return JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8'));
}

/** The files that entries need before they run: themselves, their styles, and all that they import. */
function needed(manifest: Manifest, entries: readonly string[], known = new Set<string>()): ReadonlySet<string> {
  for (const entry of entries) {
    const chunk = manifest[entry];
    if (!chunk) throw new Error(`the build has no ${entry}; it has ${Object.keys(manifest).join(', ')}`);
    if (known.has(chunk.file)) continue;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) known.add(file);
    needed(manifest, chunk.imports ?? [], known);
  }
  return known;
}

test('what the first page needs is at most 250 kB gzip: HTML, scripts and styles', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'first-load-'));
  try {
    const manifest = await built(folder);
    const files = ['index.html', 'theme.js', ...needed(manifest, ['index.html', 'src/features/sign-in/page.tsx'])];
    const sizes = await Promise.all(
      files.map(async (file) => [file, gzipSync(await readFile(join(folder, file)), { level: 9 }).length] as const),
    );
    const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
    const fonts = (await readdir(join(folder, 'assets'))).filter((name) => /^inter-latin-wght.*\.woff2$/.test(name));
    const font = (await readFile(join(folder, 'assets', fonts[0] ?? ''))).length;
    console.info(
      `first load: ${(bytes / kB).toFixed(1)} kB gzip in ${files.length} files, with the font ${((bytes + font) / kB).toFixed(1)} kB`,
    );
    expect(Object.fromEntries(bytes > mostBytes ? sizes : [])).toEqual({});
    // What nobody sees before signing in stands in none of it.
    const lazy = ['src/shell/shell.tsx', 'src/shell/palette.tsx', 'src/shell/help.tsx', 'src/shell/toasts.tsx'];
    for (const page of lazy) expect(files).not.toContain(manifest[page]?.file ?? `no chunk for ${page}`);
    expect(files.length).toBeGreaterThan(4);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
