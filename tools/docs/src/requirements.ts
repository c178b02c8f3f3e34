import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, textOf } from './repository.ts';

/** One row of docs/requirements.md: what is required and the tests that show it. */
export interface Requirement {
  readonly id: string;
  readonly says: string;
  /** `path › title` each; empty: not yet. */
  readonly shownBy: readonly string[];
}

const wanted = { S: 178, F: 125, A: 50 } as const;

/** Reads the rows of docs/requirements.md: `| S-1 | … | path › title; path › title |`. */
export const parseRequirements = (text: string): readonly Requirement[] =>
  text
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter((cells) => /^[SFA]-\d+$/.test(cells[1] ?? ''))
    .map(([, id = '', says = '', shown = '']) => ({
      id,
      says,
      shownBy: shown === '' || shown === 'not yet' ? [] : shown.split(';').map((one) => one.trim()),
    }));

const titled = (text: string, title: string): boolean =>
  ["'", '"', '`'].some((quote) =>
    text.includes(`${quote}${title.replaceAll("'", quote === "'" ? "\\'" : "'")}${quote}`),
  );

/** What is wrong with a reference to a test; undefined when the test exists. */
function problemOf(reference: string, read: (path: string) => string): string | undefined {
  const [path = '', title = ''] = reference.split('›').map((part) => part.trim());
  if (!/\.spec\.tsx?$/.test(path)) return `${reference}: name a *.spec.ts file`;
  if (read(path) === '') return `${reference}: there is no ${path}`;
  if (!titled(read(path), title)) return `${reference}: ${path} has no test of this title`;
  return undefined;
}

/** Every problem of the page: facts that are missing or twice, and named tests that do not exist. */
export function requirementProblems(
  rows: readonly Requirement[],
  read: (path: string) => string = textOf,
): readonly string[] {
  const ids = rows.map(({ id }) => id);
  const all = Object.entries(wanted).flatMap(([kind, last]) =>
    Array.from({ length: last }, (_, n) => `${kind}-${n + 1}`),
  );
  return [
    ...all.filter((id) => !ids.includes(id)).map((id) => `${id} is missing`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} stands there twice`),
    ...rows.flatMap(({ id, shownBy }) =>
      shownBy.flatMap((reference) => {
        const problem = problemOf(reference, read);
        return problem ? [`${id}: ${problem}`] : [];
      }),
    ),
  ];
}

/** `S 40/178 · F 20/125 · A 12/50` */
export const shown = (rows: readonly Requirement[]): string =>
  Object.entries(wanted)
    .map(([kind, last]) => {
      const some = rows.filter(({ id, shownBy }) => id.startsWith(`${kind}-`) && shownBy.length > 0);
      return `${kind} ${some.length}/${last}`;
    })
    .join(' · ');

export const page = 'docs/requirements.md';
export const pageExists = (): boolean => existsSync(join(root, page));
