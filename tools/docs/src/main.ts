import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from './errors-page.ts';
import { eventsPage } from './events-page.ts';
import { architecturePage } from './picture.ts';
import { projects, root, textOf } from './repository.ts';
import { page, pageExists, parseRequirements, requirementProblems, shown } from './requirements.ts';
import { settingsOf } from './settings.ts';

const check = process.argv.includes('--check');
const problems: string[] = [];

const generated = [
  ['docs/errors.md', errorsPage()],
  ['docs/events.md', eventsPage()],
  ...architecturePage(),
  ...(await Promise.all(projects().map(settingsOf))).flat(),
] as const;

for (const [path, text] of generated) {
  if (textOf(path) === text) continue;
  if (check) problems.push(`${path} is out of date: npm run docs`);
  else writeFileSync(join(root, path), text);
}

for (const folder of projects()) {
  if (check && textOf(`${folder}/README.md`) === '') problems.push(`${folder}/README.md is missing`);
}

const requirements = pageExists() ? parseRequirements(textOf(page)) : [];
problems.push(...requirementProblems(requirements));
console.log(`requirements shown by tests: ${shown(requirements)}`);

for (const problem of problems) console.error(problem);
console.log(`${generated.length} generated documents ${check ? 'checked' : 'written'}, ${problems.length} problems`);
if (problems.length > 0) process.exit(1);
