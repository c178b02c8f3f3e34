import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from '@swc/core';

const root = join(import.meta.dirname, '../../..');
const scanned = ['apps/console-web/src', 'libs/ui/src'];
/** Catalogues: here strings belong. The names of pages stand in the table of contents, lines for a shell are code. */
const isCatalogue = (file: string): boolean => /([/-]words|\/src\/pages|\/snippets)\.ts$/.test(file);
const isRead = (file: string): boolean =>
  /\.tsx?$/.test(file) && !/\.(spec\.tsx?|d\.ts)$/.test(file) && !file.includes('/gen/') && !isCatalogue(file);

/** Written for people: a word with a capital, or several words. Keys, paths, names of programs' parts and reasons are not. */
const isForPeople = (text: string): boolean =>
  /^\s*\p{Lu}\p{Ll}+[\s.:!?…]*$/u.test(text) || /\p{L}{2,}[,.;:]?\s+\p{L}/u.test(text);

/** What a machine reads although it looks like words: the browser's own names, CSS, and addresses of time zones. */
const isTechnical = (text: string): boolean =>
  /^(Escape|Shift|Control|Alt|Meta|Enter|Ctrl K)$/.test(text) ||
  /(var\(|calc\(|light-dark\(|rgb\(|Variable'|px solid|\[\w+|^<!doctype html>|^default-src |<base )/.test(text);

type Node = { readonly [key: string]: unknown; readonly type?: string };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Parts of a file that nobody ever sees: imports, types, and what an Error says to developers. */
const unseen = [
  'ImportDeclaration',
  'ExportAllDeclaration',
  'TsTypeAnnotation',
  'TsInterfaceDeclaration',
  'TsTypeAliasDeclaration',
  'TsLiteralType',
  'TsTypeParameterInstantiation',
  'TsModuleDeclaration',
];
const names = ['lazyRouteComponent', 'import'];
const isUnseen = (node: Node): boolean => {
  if (unseen.includes(node.type ?? '')) return true;
  const callee = isNode(node.callee) ? (node.callee.value ?? String(node.callee.type).toLowerCase()) : '';
  return (
    (node.type === 'NewExpression' && callee === 'Error') ||
    (node.type === 'CallExpression' && names.includes(String(callee)))
  );
};

/** The strings that a file shows to people without a catalogue. */
function strings(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(strings);
  if (!isNode(node) || isUnseen(node)) return [];
  const own = [
    node.type === 'TemplateElement' ? node.cooked : undefined,
    node.type === 'JSXText' ? node.value : undefined,
    node.type === 'StringLiteral' ? node.value : undefined,
  ];
  const found = own.filter(
    (text): text is string => typeof text === 'string' && isForPeople(text) && !isTechnical(text),
  );
  return [...found.map((text) => text.trim()), ...Object.values(node).flatMap(strings)];
}

async function read(text: string): Promise<readonly string[]> {
  const { body } = await parse(text, { syntax: 'typescript', tsx: true, target: 'es2024' });
  return strings(body);
}

test('every string that people read is in a catalogue', async () => {
  const files = (
    await Promise.all(
      scanned.map(async (folder) =>
        (await readdir(join(root, folder), { recursive: true })).map((name) => join(root, folder, name)),
      ),
    )
  ).flat();
  const read_ = files.filter(isRead);
  expect(read_.length).toBeGreaterThan(60);
  const found = await Promise.all(
    read_.map(async (file) =>
      (await read(await readFile(file, 'utf8'))).map((text) => `${relative(root, file)}: ${text}`),
    ),
  );
  expect(found.flat()).toEqual([]);
});

test.each([
  ['text between tags', 'const a = <p>Sign in</p>;'],
  ['one word', 'const a = <p>Save</p>;'],
  ['an attribute', 'const a = <input aria-label="Close it" />;'],
  ['an attribute in braces', "const a = <input placeholder={'Your name'} />;"],
  ['a template', `const a = <p>{\`Updated \${ago}\`}</p>;`],
  ['a variable', "const title = 'Sign in'; const a = <p>{title}</p>;"],
  ['an object', "notifications.show({ message: 'it is saved' });"],
])('it is found: %s', async (_where, code) => {
  expect(await read(code)).not.toEqual([]);
});

test.each([
  ['imports', "import { Sign } from './Sign In.tsx';"],
  ['errors for developers', "throw new Error('Something is missing here');"],
  ['reasons', "const a = reason === 'SESSION_REVOKED';"],
  ['paths', "const a = <Link to='/sign-in' />;"],
  ['types', "type A = 'Light' | 'Dark';"],
])('it is none: %s', async (_what, code) => {
  expect(await read(code)).toEqual([]);
});
