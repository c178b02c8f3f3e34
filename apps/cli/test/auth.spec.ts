import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeToken } from '@platform/credential';
import { localstack } from './terminal.ts';

let folder: string;
let env: { CONFIG_DIR: string };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  env = { CONFIG_DIR: join(folder, '.localstack') };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const token = makeToken('developer');
const file = () => join(env.CONFIG_DIR, 'auth.json');

describe('auth set-token (S-119)', () => {
  test.each(['argument', 'standard input'])(
    'stores the token given by %s for this user alone and never echoes it',
    async (way) => {
      const byInput = way === 'standard input';
      const { exitCode, out, err } = await localstack(['auth', 'set-token', byInput ? '-' : token], env, `${token}\n`);
      expect(exitCode).toBe(0);
      expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ LOCALSTACK_AUTH_TOKEN: token });
      expect([statSync(file()).mode & 0o777, statSync(env.CONFIG_DIR).mode & 0o777]).toEqual([0o600, 0o700]);
      expect(out + err).not.toContain(token);
      expect(err.includes('history of your shell')).toBe(!byInput);
    },
  );

  test.each([
    ['a mistyped token', `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`],
    ['a truncated token', token.slice(0, 20)],
    ['nothing', ' '],
    ['a legacy key', 'abcdefghij'],
    ['junk', 'not a token!'],
  ])('%s is refused with what to do, and nothing is stored', async (_what, given) => {
    const { exitCode, err } = await localstack(['auth', 'set-token', given], env);
    expect(exitCode).toBe(2);
    expect(err).toContain('/workspace/auth-tokens');
    expect(existsSync(file())).toBe(false);
  });

  test('a link in the place of the file is not written through', async () => {
    await localstack(['auth', 'set-token', token], env);
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'theirs');
    rmSync(file());
    symlinkSync(victim, file());
    const { exitCode, err } = await localstack(['auth', 'set-token', token], env);
    expect([exitCode, readFileSync(victim, 'utf8')]).toEqual([64, 'theirs']);
    expect(err).toContain('CONFIG_DIR');
  });
});

describe('auth show', () => {
  const shown = async (more: Record<string, string> = {}) =>
    JSON.parse((await localstack(['auth', 'show', '--json'], { ...env, ...more })).out);

  test('says which credential counts, masked, and where it comes from', async () => {
    await localstack(['auth', 'set-token', token], env);
    expect((await shown()).data).toEqual({
      credential: `lsat_…${token.slice(-4)}`,
      type: 'developer',
      source: 'stored',
    });
    const other = makeToken('ci');
    expect((await shown({ LOCALSTACK_API_KEY: other })).data).toMatchObject({
      type: 'ci',
      source: 'LOCALSTACK_API_KEY',
    });
    const both = await shown({ LOCALSTACK_AUTH_TOKEN: token, LOCALSTACK_API_KEY: other });
    expect(both.data).toMatchObject({ type: 'developer', source: 'LOCALSTACK_AUTH_TOKEN' });
    expect(both.warnings).toHaveLength(1);
    expect(JSON.stringify(both)).not.toContain(token);
  });

  test('a blank variable counts as missing', async () => {
    const { exitCode, err } = await localstack(['auth', 'show'], { ...env, LOCALSTACK_AUTH_TOKEN: ' ' });
    expect(exitCode).toBe(55);
    expect(err).toContain('localstack auth set-token');
  });

  test('a damaged file counts as none', async () => {
    await localstack(['auth', 'set-token', token], env);
    writeFileSync(file(), '{"LOCALSTACK_AUTH_TOKEN":');
    expect((await localstack(['auth', 'show'], env)).exitCode).toBe(55);
  });
});

describe('wrong commands', () => {
  const damaged = `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`;
  test.each([
    ['one argument too many', ['auth', 'set-token', token, 'x'], 'too many arguments', token],
    ['a token in the place of a command', ['auth', token], 'unknown command', token],
    ['a token in the place of an option', ['auth', 'set-token', `--token=${token}`], 'unknown option', token],
    ['a token with something before it', ['start', `token:${token}`], 'too many arguments', token],
    ['a damaged token', ['auth', damaged], 'unknown command', damaged],
    ['a damaged token and another', ['auth', 'set-token', token, damaged], 'too many arguments', damaged],
    ['a cut token', ['start', token.slice(0, 30)], 'too many arguments', token.slice(0, 30)],
    ['a legacy key', ['auth', 'set-token', 'k3yOf10chr', 'x'], 'too many arguments', 'k3yOf10chr'],
  ])('%s is told, and the secret is not', async (_what, args, words, secret) => {
    const { exitCode, out, err } = await localstack(args, env);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
    expect(out + err).not.toContain(secret.slice(5));
  });

  test('auth login is deprecated and says what to use (S-9, S-125)', async () => {
    const { exitCode, err } = await localstack(['auth', 'login', '--username', 'maya'], env);
    expect(exitCode).toBe(2);
    expect(err).toContain('deprecated');
    expect(err).toContain('localstack auth set-token');
  });

  test('a near miss is told the command that was meant', async () => {
    const { exitCode, err } = await localstack(['auth', 'set-tokn', 'x'], env);
    expect(exitCode).toBe(2);
    expect(err).toContain('set-token');
  });

  test('a failure is one JSON object with code, message and the next step', async () => {
    const { out, exitCode } = await localstack(['auth', 'show', '--json'], env);
    expect(exitCode).toBe(55);
    expect(JSON.parse(out)).toMatchObject({
      schema_version: 1,
      command: 'auth show',
      status: 'error',
      error: { code: 'CREDENTIAL_MISSING', actions: [expect.stringContaining('set-token')] },
    });
  });

  test.each([
    [['--help']],
    [['auth', 'set-token', '--help']],
    [['start', '--help']],
    [['license', 'status', '--help']],
  ])('%j explains itself', async (args) => {
    const { exitCode, out } = await localstack(args, env);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Usage: localstack/);
  });
});
