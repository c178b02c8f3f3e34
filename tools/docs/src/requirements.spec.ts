import { expect, test } from '@jest/globals';
import { parseRequirements, requirementProblems, shown } from './requirements.ts';

const files: Record<string, string> = {
  'libs/x/src/a.spec.ts': "test('the last seat is never given twice', () => {})",
};
const read = (path: string) => files[path] ?? '';
const page = (shownBy: string) =>
  parseRequirements(
    `| id | says | shown by |\n| --- | --- | --- |\n| S-1 | A license is got by signing up. | ${shownBy} |`,
  );
const about = (shownBy: string) =>
  requirementProblems(page(shownBy), read).filter((problem) => problem.startsWith('S-1:'));

test('a test that exists shows a requirement', () => {
  expect(about('libs/x/src/a.spec.ts › the last seat is never given twice')).toEqual([]);
  expect(shown(page('libs/x/src/a.spec.ts › the last seat is never given twice'))).toContain('S 1/178');
});

test('a test that does not exist fails the check, by file and by title', () => {
  expect(about('libs/x/src/b.spec.ts › whatever')).toHaveLength(1);
  expect(about('libs/x/src/a.spec.ts › the last seat is given twice')).toHaveLength(1);
  expect(about('libs/x/src/a.ts › the last seat is never given twice')).toHaveLength(1);
});

test('"not yet" shows nothing and is no problem', () => {
  expect(about('not yet')).toEqual([]);
  expect(shown(page('not yet'))).toContain('S 0/178');
});

test('a requirement that is left out or stands twice is a problem', () => {
  const rows = [...page('not yet'), ...page('not yet')];
  const problems = requirementProblems(rows, read);
  expect(problems).toContain('S-1 stands there twice');
  expect(problems).toContain('F-125 is missing');
});
