import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from '@jest/globals';
import { inherited } from '../src/config.ts';
import { root } from '../src/root.ts';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

let files: Map<string, Report['testResults'][number]>;

/** All files of the fixture in one process, in the order of their names where that matters. */
beforeAll(async () => {
  const folder = 'tools/dev/test/fixtures/native';
  const options = [
    '--runInBand',
    '--json',
    '--testPathIgnorePatterns=/node_modules/',
    `--testSequencer=${root}/tools/dev/test/fixtures/by-name.mjs`,
  ];
  const child = spawn(process.execPath, ['node_modules/.bin/jest', ...options, folder], {
    cwd: root,
    env: inherited(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [told] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const { testResults } = JSON.parse(told) as Report;
  files = new Map(testResults.map((file) => [file.name.slice(file.name.lastIndexOf('/') + 1), file]));
});

const statuses = (file: string) => files.get(file)?.assertionResults.map(({ status }) => status);
const messageOf = (file: string) => files.get(file)?.message;

test('libraries are loaded once for all files; hooks, also those of helpers in a test folder, are one file’s', () => {
  expect(statuses('first.spec.ts')).toEqual(['passed']);
  expect(statuses('second.spec.ts')).toEqual(['passed', 'passed', 'passed']);
});

test('a failed expectation fails, with its place; what is not written is told as such', () => {
  expect(statuses('failing.spec.ts')).toEqual(['failed', 'todo']);
  expect(messageOf('failing.spec.ts')).toMatch(/Expected: 2.*failing\.spec\.ts\S*:3:/s);
});

test('a test that never ends fails when its time is over', () => {
  expect(statuses('hanging.spec.ts')).toEqual(['failed']);
  expect(messageOf('hanging.spec.ts')).toMatch(/Exceeded timeout of 50 ms/);
});

test('what is thrown outside of a test fails it', () => {
  expect(statuses('thrown-later.spec.ts')).toEqual(['failed']);
  expect(messageOf('thrown-later.spec.ts')).toMatch(/nobody catches this/);
});

test('a file that cannot be loaded fails, and names what is missing', () => {
  expect(statuses('not-there.spec.ts')).toEqual([]);
  expect(messageOf('not-there.spec.ts')).toMatch(/nowhere\.ts/);
});

test('libraries are read from their sources, and TypeScript with tags is understood', () => {
  expect([statuses('source.spec.ts'), statuses('view.spec.tsx')]).toEqual([['passed'], ['passed']]);
});
