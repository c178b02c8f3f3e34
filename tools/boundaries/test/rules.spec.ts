import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const fixtures = join(here, '../fixtures');
const ruleFile = join(root, '.dependency-cruiser.cjs');

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

interface Lint {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly message: string;
    readonly location: { readonly path: string };
  }[];
}

const node = (cwd: string, ...args: readonly string[]) =>
  new Promise<{ stdout: string; stderr: string }>((resolve) => {
    const options = { cwd, maxBuffer: 10_000_000 };
    execFile(process.execPath, args, options, (_error, stdout, stderr) => resolve({ stdout, stderr }));
  });

const cruise = (cwd: string, ...folders: readonly string[]) => {
  const binary = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  return node(cwd, binary, ...folders, '--config', ruleFile, '--output-type', 'json');
};

/** The repository's own linter over the fixtures, where they are the repository. */
async function lint(): Promise<Lint> {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    cpSync(fixtures, folder, { recursive: true });
    for (const file of ['biome.json', '.gitignore', pure]) cpSync(join(root, file), join(folder, file));
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    return JSON.parse((await node(folder, biome, 'lint', '--reporter=json', '--max-diagnostics=none')).stdout) as Lint;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pure = 'tools/boundaries/domain-is-pure.grit';

const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const broken = new Map<string, string[]>();
const note = (file: string, rule: string) => broken.set(file, [...(broken.get(file) ?? []), rule]);

beforeAll(async () => {
  const [{ stdout }, { diagnostics }] = await Promise.all([cruise(fixtures, 'libs', 'apps', 'tools'), lint()]);
  for (const { from, rule } of (JSON.parse(stdout) as Cruise).summary.violations) note(from, rule.name);
  for (const { category, message, location } of diagnostics)
    if (category === 'plugin') note(location.path, message.split(':')[0] ?? message);
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

test('every rule has a fixture that breaks it', async () => {
  const program = `console.log(JSON.stringify(require('${ruleFile}').forbidden.map(({ name }) => name)))`;
  const rules: readonly string[] = JSON.parse((await node(fixtures, '-e', program)).stdout);
  expect(rules).toEqual(expect.arrayContaining(['no-circular', 'layers:apps/ant', 'layers-of-specs:libs/kernel']));

  const seen = new Set([...broken.values()].flat());
  expect([...rules, 'domain-is-pure'].filter((rule) => !seen.has(rule))).toEqual([]);
});

test('every kind of project that there is has one among the fixtures, so that its layer is shown', () => {
  expect(kindsBelow(fixtures)).toEqual(kindsBelow(root));
});

/** The kinds of the projects of a repository. */
function kindsBelow(repository: string): readonly string[] {
  const folders = ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(join(repository, folder)).map((name) => join(repository, folder, name, 'package.json')),
  );
  const tags = folders
    .filter(existsSync)
    .flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as { nx: { tags: readonly string[] } }).nx.tags);
  return [...new Set(tags.filter((tag) => tag.startsWith('kind:')))].sort();
}

test('a project without a kind is an error, not a gap', async () => {
  const { stderr, stdout } = await cruise(join(here, '../untagged'), 'libs');
  expect(stderr + stdout).toContain('libs/loose/package.json: no nx tag kind:');
});
