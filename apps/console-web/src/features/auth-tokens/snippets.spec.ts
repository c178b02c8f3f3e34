import { expect, test } from '@jest/globals';
import { snippetsFor, tools } from './snippets.ts';

const codeOf = (id: string, value?: string) => snippetsFor(value).find((one) => one.id === id)?.code ?? '';
const value = 'lsat_0123456789abcdefghijklmnopqrstuv';

test('docker and compose name the variable byte for byte as the sources do, with a single blank as default (S-111, S-112)', () => {
  expect(codeOf('docker')).toContain('  -e LOCALSTACK_AUTH_TOKEN=${LOCALSTACK_AUTH_TOKEN:- } \\\n');
  expect(codeOf('docker').replaceAll(/ \\\n +/g, ' ')).toBe(
    'docker run --rm -it -p 4566:4566 -p 4510-4559:4510-4559 -e LOCALSTACK_AUTH_TOKEN=${LOCALSTACK_AUTH_TOKEN:- } localstack/localstack-pro',
  );
  expect(codeOf('compose')).toContain('- LOCALSTACK_AUTH_TOKEN=${LOCALSTACK_AUTH_TOKEN- }');
});

test('there is one for each tool, and none holds a value unless one is given', () => {
  expect(snippetsFor().map(({ id }) => id)).toEqual(tools);
  for (const { code } of snippetsFor()) expect(code).not.toContain('lsat_');
  expect(codeOf('cli')).toBe('localstack auth set-token <YOUR_AUTH_TOKEN>\nlocalstack start');
});

test('a value goes only into lines that one runs oneself, never into those that are written into files', () => {
  const holding = snippetsFor(value).filter(({ code }) => code.includes(value));
  expect(holding.map(({ id }) => id)).toEqual(['cli', 'bash', 'powershell']);
});

test('what is written into files names the variable', () => {
  for (const id of ['docker', 'compose', 'github', 'gitlab']) expect(codeOf(id)).toContain('LOCALSTACK_AUTH_TOKEN');
});
