import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Whether the repository has this file or folder. */
export const isThere = (path: string): boolean => existsSync(join(root, path));

/** The text of a file of the repository; empty when it is not there. */
export const textOf = (path: string): string => (isThere(path) ? readFileSync(join(root, path), 'utf8') : '');

const entries = (folder: string) => readdirSync(join(root, folder), { withFileTypes: true });
const below = (folder: string): readonly string[] =>
  entries(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);

/** The paths of the files of a folder that end so. */
export const filesIn = (folder: string, ending: string): readonly string[] =>
  entries(folder)
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${folder}/${entry.name}`);

/** The folders of all projects: what has a package.json. */
export const projects = (): readonly string[] =>
  [...below('libs'), ...below('apps'), ...below('tools'), 'infra/local'].filter((folder) =>
    isThere(`${folder}/package.json`),
  );

/** One Markdown document of the repository. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every document that people read: the root's, docs, and the README of each project. */
export const pages = (): readonly Page[] =>
  [
    ...['README.md', 'CONTRIBUTING.md'],
    ...filesIn('docs', '.md'),
    ...filesIn('docs/adr', '.md'),
    ...filesIn('docs/runbooks', '.md'),
    'infra/observability/README.md',
    ...[...projects(), 'tools/codegen'].map((folder) => `${folder}/README.md`),
  ]
    .filter(isThere)
    .map((path) => ({ path, text: textOf(path) }));

/** A Markdown table. Pipes in cells are escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

/** How wide a table is drawn, and which marks make a word slanted, is the writer's matter. */
const unpadded = (text: string): string =>
  text
    .replaceAll(/^\|.*$/gm, (line) => line.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---'))
    .replaceAll('*Secret.*', '_Secret._');

/** Whether two documents say the same. */
export const saysTheSame = (one: string, other: string): boolean => unpadded(one) === unpadded(other);

/** Puts `content` between `<!-- name -->` and `<!-- /name -->`; a text without the markers stays as it is. */
export function between(text: string, name: string, content: string): string {
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + open.length)}\n\n${content}\n\n${text.slice(to)}`;
}
