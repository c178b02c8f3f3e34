import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Fonts and pictures are compressed in themselves; below a kilobyte there is nothing to gain. */
const worthIt = new Set(['.css', '.html', '.js', '.json', '.svg']);
const leastBytes = 1_024;

/** Made once at build, so that the strongest setting costs no request anything. */
const encodings = [
  ['.br', (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })],
  ['.gz', (bytes) => promisify(gzip)(bytes, { level: 9 })],
];

/** Puts a `.br` and a `.gz` beside every file of the folder that becomes smaller by it. Gives the names that were written. */
export async function precompress(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => worthIt.has(extname(name)));
  const written = await Promise.all(names.map((name) => compressed(join(folder, name), name)));
  return written.flat().sort();
}

async function compressed(path, name) {
  const bytes = await readFile(path);
  if (bytes.length < leastBytes) return [];
  const made = await Promise.all(
    encodings.map(async ([ending, compress]) => {
      const smaller = await compress(bytes);
      if (smaller.length >= bytes.length) return [];
      await writeFile(`${path}${ending}`, smaller);
      return [`${name}${ending}`];
    }),
  );
  return made.flat();
}

/** The same as the last step of `vite build`. */
export function precompressed() {
  let folder;
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: async () => void (await precompress(folder)),
  };
}
