// How Node finds and reads what a spec imports: jest's globals, the libraries' sources, and TypeScript with tags in it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const globals = new URL('./globals.mjs', import.meta.url).href;

const helper = /\/test\/[^?]*\.tsx?$/;
const run = /\?run=\d+$/;

/** What stands in a folder `test` belongs to the spec: its hooks and what it remembers are that file's alone. */
export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
  const found = next(specifier, { ...context, conditions: ['source', ...context.conditions] });
  const [own = ''] = helper.test(found.url) ? (run.exec(context.parentURL ?? '') ?? []) : [];
  return { ...found, url: `${found.url}${own}` };
}

/** Node strips types by itself, but knows no tags. */
export function load(url, context, next) {
  const { pathname } = new URL(url);
  if (!pathname.endsWith('.tsx')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code: source } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
  });
  return { source, format: 'module', shortCircuit: true };
}
