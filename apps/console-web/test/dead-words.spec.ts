import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from '@swc/core';

const root = join(import.meta.dirname, '../../..');
const scanned = ['apps/console-web/src', 'libs/ui/src'];
const isCatalogue = (file: string): boolean =>
  /(^|-)words\.ts$/.test(basename(file)) && basename(file) !== 'plain-words.ts';

type Node = { readonly [key: string]: unknown; readonly type?: string };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** The object behind `as const` and `satisfies`; undefined where a sentence stands. */
function objectIn(value: unknown): Node | undefined {
  if (!isNode(value)) return undefined;
  return value.type === 'ObjectExpression'
    ? value
    : /^Ts/.test(value.type ?? '')
      ? objectIn(value.expression)
      : undefined;
}

/** The way to each sentence of a catalogue: `steps.detail.away`. */
const waysIn = (object: Node): readonly (readonly string[])[] =>
  (object.properties as readonly Node[]).flatMap(({ key, value }) => {
    const name = String((key as Node).value);
    const inner = objectIn(value);
    return inner ? waysIn(inner).map((way) => [name, ...way]) : [[name]];
  });

async function sentences(code: string): Promise<readonly (readonly string[])[]> {
  const { body } = await parse(code, { syntax: 'typescript', target: 'es2024' });
  const declarations = body.flatMap((item) => {
    // The types of swc lag behind its tree: an export holds its declaration here.
    const { declaration } = item as unknown as { declaration?: { declarations?: readonly Node[] } };
    return declaration?.declarations ?? [];
  });
  const words = declarations.find(({ id }) => (id as Node).value === 'words');
  return waysIn(objectIn(words?.init) ?? { properties: [] });
}

/** What is taken out of a group by name is no more than that: `{ steps: say, trial } = words` is `words.steps.`, `words.trial.` */
const withNames = (code: string): string =>
  code.replace(/\{([^{}]*)\}\s*=\s*([\w.]*\b\w+)\b/g, (_all, names: string, from: string) =>
    names
      .split(',')
      .map((one) => one.split(':').map((part) => part.trim()))
      .flatMap(([name = '', alias]) => [
        `${from}.${name}.`,
        ...(alias && code.includes(`${alias}[`) ? [`${name}[`] : []),
      ])
      .join('\n'),
  );

/** Named itself, or taken by its key out of a group that is named: `words.badge[state]`, `...words.away`. */
const isSaid = (way: readonly string[], readers: string): boolean =>
  (way.length === 1 && readers.includes('words[')) ||
  new RegExp(`\\.${way.at(-1)}\\b`).test(readers) ||
  way.slice(0, -1).some((group) => new RegExp(`\\.${group}\\b(?!\\s*\\.)|\\b${group}\\[`).test(readers));

async function deadIn(catalogue: string, code: string): Promise<readonly string[]> {
  const readers = withNames(code);
  return (await sentences(catalogue)).filter((way) => !isSaid(way, readers)).map((way) => way.join('.'));
}

async function sourcesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  return names
    .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.ts$/.test(name))
    .map((name) => join(root, folder, name));
}

test('every sentence of a catalogue is said somewhere', async () => {
  const files = (await Promise.all(scanned.map(sourcesIn))).flat();
  const catalogues = files.filter(isCatalogue);
  expect(catalogues.length).toBeGreaterThan(10);
  const dead = await Promise.all(
    catalogues.map(async (file) => {
      const beside = files.filter((other) => dirname(other) === dirname(file) && !isCatalogue(other));
      const readers = (await Promise.all(beside.map((other) => readFile(other, 'utf8')))).join('\n');
      const ways = await deadIn(await readFile(file, 'utf8'), readers);
      return ways.map((way) => `${relative(root, file)}: ${way}`);
    }),
  );
  expect(dead.flat()).toEqual([]);
});

test.each([
  ['nobody names it', 'words.title', ['purpose', 'step.done', 'step.next']],
  ['a group is taken by key', 'words.title, words.purpose, words.step[state]', []],
  ['a group is taken whole', 'words.title, words.purpose, f(words.step)', []],
  ['one of a group is named', '{ step: say } = words; say.done; words.title; words.purpose', ['step.next']],
  ['one of a group is taken out', '{ done } = words.step; { title, purpose } = words;', ['step.next']],
  ['a group is taken by key, by another name', '{ step: say, title, purpose } = words; say[state]', []],
])('it is found: %s', async (_how, readers, dead) => {
  const catalogue = `export const words = { title: 'A', purpose: 'B', step: { done: 'C', next: 'D' } } as const;`;
  expect(await deadIn(catalogue, readers)).toEqual(dead);
});
