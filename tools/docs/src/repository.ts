import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The text of a file of the repository; empty when it is not there. */
export const textOf = (path: string): string => {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const below = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);

/** The folders of all projects: what has a package.json. */
export const projects = (): readonly string[] =>
  [...below('libs'), ...below('apps'), ...below('tools'), 'infra/local'].filter(
    (folder) => textOf(`${folder}/package.json`) !== '',
  );

/** A Markdown table. Pipes in cells are escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

/** Puts `content` between `<!-- name -->` and `<!-- /name -->`; a text without the markers stays as it is. */
export function between(text: string, name: string, content: string): string {
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + open.length)}\n\n${content}\n\n${text.slice(to)}`;
}
