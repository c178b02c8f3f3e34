import { expect, test } from '@jest/globals';
import { parseRequirements, requirementProblems, shown } from './requirements.ts';

const file = 'libs/x/src/a.spec.ts';
const source = `
test('the last seat is never given twice', () => { expect(text).toBe('only a value'); });
test.each([1, 2])('%s; and %s | more', (a, b) => {});
test.each(rows)(
  'who isn\\'t in is out › at once',
  () => {},
);
describe('only a group', () => {});
`;
const read = (path: string) => (path === file ? source : '');
const page = (shownBy: string) =>
  parseRequirements(
    `| id | says | shown by |\n| --- | --- | --- |\n| S-1 | A license is got by signing up. | ${shownBy} |`,
  );
const about = (shownBy: string) =>
  requirementProblems(page(shownBy), read).filter((problem) => problem.startsWith('S-1:'));

test('a test that exists shows a requirement', () => {
  expect(about(`${file} › the last seat is never given twice`)).toEqual([]);
  expect(shown(page(`${file} › the last seat is never given twice`))).toContain('S 1/178');
});

test('a test that does not exist fails the check, by file and by title', () => {
  expect(about('libs/x/src/b.spec.ts › whatever')).toHaveLength(1);
  expect(about(`${file} › the last seat is given twice`)).toHaveLength(1);
  expect(about('libs/x/src/a.ts › the last seat is never given twice')).toHaveLength(1);
  expect(about('see the tests')).toHaveLength(1);
});

test.each(['only a value', 'only a group'])('%j is no test', (text) => {
  expect(about(`${file} › ${text}`)).toHaveLength(1);
});

test('several tests are told apart, though titles have marks of their own', () => {
  const both = `${file} › %s; and %s \\| more; ${file} › who isn't in is out › at once`;
  expect(page(both)[0]?.shownBy).toHaveLength(2);
  expect(about(both)).toEqual([]);
});

test('of several tests each must exist', () => {
  expect(about(`${file} › the last seat is never given twice; ${file} › gone`)).toHaveLength(1);
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
