import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const fixtures = join(here, '../fixtures');

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

const cruise = (cwd: string, ...folders: string[]) =>
  new Promise<{ stdout: string; stderr: string }>((resolve) => {
    const binary = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const rules = join(root, '.dependency-cruiser.cjs');
    execFile(
      process.execPath,
      [binary, ...folders, '--config', rules, '--output-type', 'json'],
      { cwd },
      (_error, stdout, stderr) => resolve({ stdout, stderr }),
    );
  });

const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const broken = new Map<string, string[]>();

beforeAll(async () => {
  const { stdout } = await cruise(fixtures, 'libs', 'apps');
  for (const { from, rule } of (JSON.parse(stdout) as Cruise).summary.violations) {
    broken.set(from, [...(broken.get(from) ?? []), rule.name]);
  }
});

describe('what must fail fails', () => {
  test.each(files.filter((file) => file.includes('.fails.')))('%s', (file) => {
    const expected = /breaks: (\S+)/.exec(readFileSync(join(fixtures, file), 'utf8'))?.[1];
    expect(broken.get(file)).toContain(expected);
  });
});

describe('what must pass passes', () => {
  test.each(files.filter((file) => !file.includes('.fails.')))('%s', (file) => {
    expect(broken.get(file) ?? []).toEqual([]);
  });
});

test('every rule of the file has a fixture that breaks it', () => {
  const rules = [
    'no-circular',
    'not-resolvable',
    'dependencies-are-named',
    'domain-knows-only-the-kernel',
    'rpc-goes-through-the-context',
    'only-the-door-is-imported',
  ];
  const seen = new Set([...broken.values()].flat());
  expect(rules.filter((rule) => !seen.has(rule))).toEqual([]);
});

test('a project without a kind is an error, not a gap', async () => {
  const { stderr, stdout } = await cruise(join(here, '../untagged'), 'libs');
  expect(stderr + stdout).toContain('libs/loose/package.json: no nx tag kind:');
});
