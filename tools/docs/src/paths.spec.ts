import { expect, test } from '@jest/globals';
import { pathProblems } from './paths.ts';

const repository = ['apps/token/src/main.ts', 'apps/token', 'docs/errors.md', 'libs/kernel', 'README.md'];
const about = (text: string, path = 'docs/journeys.md') =>
  pathProblems([{ path, text }], (one) => repository.includes(one.replace(/\/$/, '')));

test('a path that exists is no problem, however the sentence goes on', () => {
  expect(about('1. `apps/token/src/main.ts`: starts. It lives in apps/token/, beside libs/kernel.')).toEqual([]);
});

test('a path that does not exist is named with its document, once', () => {
  expect(about('`apps/token/src/gone.ts`, again `apps/token/src/gone.ts`.')).toEqual([
    'docs/journeys.md: there is no apps/token/src/gone.ts',
  ]);
});

test.each(['apps/<service>/src/rpc', 'apps/*/README.md', 'libs/…/index.ts', 'apps/token/dist/main.js', 'apps/{a,b}/x'])(
  '%s names no single file of the sources and is left alone',
  (path) => {
    expect(about(path)).toEqual([]);
  },
);

test('what only looks like a path from the root is left alone', () => {
  expect(about('https://example.com/docs/no.html, ./libs/no, @scope/apps/no')).toEqual([]);
});

test('links lead somewhere from where they stand; anchors and addresses do not count', () => {
  expect(about('[e](errors.md#TOKEN_ROTATED) [r](../README.md) [w](https://example.com) [a](#here)')).toEqual([]);
  expect(about('[e](error.md)')).toEqual(['docs/journeys.md: there is no docs/error.md']);
  expect(about('[e](docs/errors.md)', 'README.md')).toEqual([]);
});
