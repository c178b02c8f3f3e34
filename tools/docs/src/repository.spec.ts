import { expect, test } from '@jest/globals';
import { between, filesIn, isThere, pages, projects, saysTheSame, table, textOf } from './repository.ts';

test('a table has its head, its rows, and no cell that a pipe would break', () => {
  expect(table(['a', 'b'], [['1', 'x|y']])).toBe('| a | b |\n| --- | --- |\n| 1 | x\\|y |');
});

test('what stands between the markers is replaced, and nothing else', () => {
  const text = 'before\n<!-- list -->\nold\n<!-- /list -->\nafter';
  expect(between(text, 'list', 'new')).toBe('before\n<!-- list -->\n\nnew\n\n<!-- /list -->\nafter');
  expect(between(between(text, 'list', 'new'), 'list', 'new')).toBe(between(text, 'list', 'new'));
});

test.each(['no markers', '<!-- list --> never closed', '<!-- /list --> in the wrong order <!-- list -->'])(
  '%j stays as it is',
  (text) => {
    expect(between(text, 'list', 'new')).toBe(text);
  },
);

test('the width of a table says nothing, its words do', () => {
  const drawn = table(['variable', 'says'], [['`A`', 'One.']]);
  expect(saysTheSame(drawn, '| variable | says |\n| -------- | ---- |\n| `A`      | One. |')).toBe(true);
  expect(saysTheSame(drawn, '| variable | says |\n| -------- | ---- |\n| `A`      | Two. |')).toBe(false);
  expect(saysTheSame('two  words', 'two words')).toBe(false);
});

test('this project is one of the projects, and its README one of the pages', () => {
  expect(projects()).toContain('tools/docs');
  expect(projects()).not.toContain('tools/codegen');
  expect(pages().map(({ path }) => path)).toEqual(
    expect.arrayContaining(['CONTRIBUTING.md', 'docs/architecture.md', 'tools/docs/README.md']),
  );
});

test('a file that is not there has no text', () => {
  expect([isThere('docs/nothing.md'), textOf('docs/nothing.md')]).toEqual([false, '']);
  expect(filesIn('docs', '.md')).toContain('docs/glossary.md');
});
