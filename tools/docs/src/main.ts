import './read-tsx.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandProblems } from './commands.ts';
import { errorsPage } from './errors-page.ts';
import { eventsPage } from './events-page.ts';
import { pathProblems } from './paths.ts';
import { architecturePage } from './picture.ts';
import { isThere, type Page, pages, projects, root, saysTheSame, textOf } from './repository.ts';
import { parseRequirements, requirementProblems, requirementsPage, shown } from './requirements.ts';
import { serviceTables } from './service-tables.ts';
import { settingsOf } from './settings.ts';

const check = process.argv.includes('--check');

/** The README with all its generated tables, and the `.env.example` where there are settings. */
async function pagesOf(folder: string): Promise<readonly Page[]> {
  const path = `${folder}/README.md`;
  const made = new Map(await settingsOf(folder));
  if (isThere(path)) made.set(path, await serviceTables(folder, made.get(path) ?? textOf(path)));
  return [...made].map(([file, text]) => ({ path: file, text }));
}

const generated: readonly Page[] = [
  { path: 'docs/errors.md', text: errorsPage() },
  { path: 'docs/events.md', text: eventsPage() },
  architecturePage(),
  ...(await Promise.all(projects().map(pagesOf))).flat(),
];
const stale = generated.filter(({ path, text }) => !saysTheSame(textOf(path), text));
if (!check) for (const { path, text } of stale) writeFileSync(join(root, path), text);

const requirements = parseRequirements(textOf(requirementsPage));
const documents = pages();
const problems = [
  ...(check ? stale.map(({ path }) => `${path} is out of date: npm run docs`) : []),
  ...['README.md', ...projects().map((folder) => `${folder}/README.md`)]
    .filter((path) => !isThere(path))
    .map((path) => `${path} is missing`),
  ...requirementProblems(requirements),
  ...pathProblems(documents),
  ...commandProblems(documents),
];

console.log(`requirements shown by tests: ${shown(requirements)}`);
for (const problem of problems) console.error(problem);
console.log(
  `${generated.length} generated documents ${check ? 'checked' : 'written'}, ${documents.length} documents read, ${problems.length} problems`,
);
process.exit(problems.length > 0 ? 1 : 0);
