// Writes each project's tsconfig.json from its package.json, so that `tsc -b` builds in the right order.
// usage: node tools/codegen/sync-references.mjs [--check]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const check = process.argv.includes('--check');

const below = (folder) =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [];
const folders = [...below('libs'), ...below('apps'), 'infra/local', ...below('tools')].filter((folder) =>
  existsSync(join(root, folder, 'package.json')),
);
/** What runs in a browser is built by Vite and checked by the tsconfig of the application. */
const inBrowsers = ['kind:web', 'kind:ui'];
const projects = new Map(
  folders
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => !manifest.nx?.tags?.some((tag) => inBrowsers.includes(tag)))
    .map(({ folder, manifest }) => [manifest.name, { folder, needs: Object.keys(manifest.dependencies ?? {}) }]),
);

const pretty = (value) => `${JSON.stringify(value, null, 2)}\n`;
const stale = [];
/** Layout is the formatter's business: a file that says the same is left as it is. */
function settle(file, value) {
  const path = join(root, file);
  if (existsSync(path) && isDeepStrictEqual(JSON.parse(readFileSync(path, 'utf8')), value)) return;
  stale.push(file);
  if (!check) writeFileSync(path, pretty(value));
}

for (const { folder, needs } of projects.values()) {
  const references = needs
    .filter((name) => projects.has(name))
    .map((name) => ({ path: relative(folder, projects.get(name).folder) }));
  settle(`${folder}/tsconfig.json`, {
    extends: `${relative(folder, '.')}/tsconfig.base.json`,
    compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/.tsbuildinfo' },
    include: ['src'],
    exclude: ['src/**/*.spec.ts', 'src/**/*.spec.tsx'],
    references,
  });
}
settle('tsconfig.json', { files: [], references: [...projects.values()].map(({ folder: path }) => ({ path })) });

if (check && stale.length > 0) {
  console.error(`out of date: ${stale.join(', ')}\nmend: npm run sync`);
  process.exit(1);
}
console.log(
  check
    ? `references of ${projects.size} projects are up to date`
    : `wrote ${stale.length} of ${projects.size + 1} files`,
);
