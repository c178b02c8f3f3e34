import { type Page, textOf } from './repository.ts';

/** One row of docs/requirements.md: what is required and the tests that show it. */
export interface Requirement {
  readonly id: string;
  readonly says: string;
  /** `path › title` each; empty: not yet. */
  readonly shownBy: readonly string[];
}

const wanted = { S: 178, F: 125, A: 50 } as const;

/** A semicolon separates only where another file follows: titles may have semicolons of their own. */
const separator = /;\s*(?=[\w./-]+\.tsx?\s*›)/;
const unescaped = (cell: string): string => cell.trim().replaceAll('\\|', '|');

/** Reads the rows of docs/requirements.md: `| S-1 | … | path › title; path › title |`. */
export const parseRequirements = (text: string): readonly Requirement[] =>
  text
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map(unescaped))
    .filter((cells) => /^[SFA]-\d+$/.test(cells[1] ?? ''))
    .map(([, id = '', says = '', shown = '']) => ({
      id,
      says,
      shownBy: shown === '' || shown === 'not yet' ? [] : shown.split(separator).map((one) => one.trim()),
    }));

/** What stands before a title: `test(` or the end of `test.each(…)(`, but no other call. */
const beforeTitle = /(?:\b(?:test|it)|\))\s*\(\s*$/;

function titled(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => {
    const written = `${quote}${title.replaceAll(quote, `\\${quote}`)}${quote}`;
    return source
      .split(written)
      .slice(0, -1)
      .some((before) => beforeTitle.test(before.slice(-100)));
  });
}

/** Several files of tests may share one house: then a spec file imports them from a folder in `test`. */
const ofTests = /\.spec\.tsx?$|\/test\/.+\/[\w-]+\.ts$/;

/** What is wrong with a reference to a test; undefined when the test exists. */
function problemOf(reference: string, read: (path: string) => string): string | undefined {
  const at = reference.indexOf('›');
  const [path, title] = [reference.slice(0, Math.max(at, 0)).trim(), reference.slice(at + 1).trim()];
  if (!ofTests.test(path)) return `${reference}: name a *.spec.ts file, or what one imports from its folder`;
  if (read(path) === '') return `${reference}: there is no ${path}`;
  if (!titled(read(path), title)) return `${reference}: ${path} has no test of this title`;
  return undefined;
}

/** Every problem of the page: rows that are missing or twice, and named tests that do not exist. */
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

export const requirementsPage: Page['path'] = 'docs/requirements.md';
