import { expect, test } from '@jest/globals';
import { commandProblems } from './commands.ts';

const scripts = JSON.stringify({ scripts: { start: 'x', bench: 'x' } });
const about = (text: string) => commandProblems([{ path: 'README.md', text }], scripts);

test('commands that exist are no problem, with or without arguments', () => {
  expect(about('`npm start`, `npm start -- --fresh`, `npm run bench -- activation`, `npm ci`')).toEqual([]);
});

test('a script that does not exist is named with its document, once', () => {
  expect(about('`npm run bank`\n\n```sh\nnpm run bank\n```\n')).toEqual(['README.md: there is no `npm run bank`']);
});

test('`npm test` and `npm start` need their scripts, too', () => {
  expect(about('`npm test`')).toEqual(['README.md: there is no `npm test`']);
});

test('what npm does not know is a problem without `run`, even when there is such a script', () => {
  expect(about('`npm bench`')).toEqual(['README.md: there is no `npm bench`']);
});

test('every line of a block counts', () => {
  expect(about('```sh\nnpm start\nnpm run ops -- --help\n```')).toEqual(['README.md: there is no `npm run ops`']);
});

test('prose is no command', () => {
  expect(about('npm brings it, and npm runs it.')).toEqual([]);
});
