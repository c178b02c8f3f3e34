import { type Page, textOf } from './repository.ts';

/** npm's own commands that a document may name. */
const ofNpm = ['ci', 'install', 'test', 'start', 'run'];
const command = /(?<![\w-])npm (run )?([a-z][\w:-]*)/g;

/** Prose such as "npm brings it": only what is written as code counts. */
const codeOf = (text: string): readonly string[] =>
  [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([code]) => code);

const scriptsOf = (packageJson: string): readonly string[] =>
  Object.keys((JSON.parse(packageJson) as { scripts?: Record<string, string> }).scripts ?? {});

function problemsOf({ path, text }: Page, scripts: readonly string[]): readonly string[] {
  const found = codeOf(text).flatMap((code) => [...code.matchAll(command)]);
  return found.flatMap(([whole, run, name = '']) => {
    const isScript = run !== undefined || name === 'start' || name === 'test';
    const known = isScript ? scripts.includes(name) : ofNpm.includes(name);
    return known ? [] : [`${path}: there is no \`${whole}\``];
  });
}

/** Commands in documents that package.json does not have. */
export const commandProblems = (
  documents: readonly Page[],
  packageJson: string = textOf('package.json'),
): readonly string[] => {
  const scripts = scriptsOf(packageJson);
  return [...new Set(documents.flatMap((page) => problemsOf(page, scripts)))];
};
