import { expect, test } from '@jest/globals';
import { answersTable, eventsTable, serviceTables } from './service-tables.ts';

const promised = [
  { service: 'ant.v1.AntService', name: 'CountAnts', says: 'Counts the ants.' },
  { service: 'ant.v1.AntService', name: 'Dig', says: 'Digs.' },
];

test('the table of answers says who is let in, and leaves out what is only promised', () => {
  expect(answersTable(promised, { countAnts: { policy: 'open' } })).toBe(
    '| RPC | lets in | says |\n| --- | --- | --- |\n| `CountAnts` | anybody | Counts the ants. |',
  );
});

test.each([
  ['user', 'signed-in people'],
  ['service', 'our services'],
  ['caller', 'signed-in people, our services'],
  [{ service: ['gateway', 'token'] }, 'gateway, token'],
])('%j is said as %s', (policy, words) => {
  expect(answersTable(promised, { dig: { policy } })).toContain(`| \`Dig\` | ${words} |`);
});

test('the table of events names what is heard, what is said, and where', () => {
  expect(eventsTable(['workspace.v1.MemberJoined'], ['token.v1.TokenRevealed']).split('\n').slice(2)).toEqual([
    '| hears | `workspace.v1.MemberJoined` | `workspace.member.v1` |',
    '| says | `token.v1.TokenRevealed` | `token.token.v1` |',
  ]);
});

const readme = '# x\n<!-- answers -->\n<!-- /answers -->\n<!-- events -->\n<!-- /events -->\n';

test.each([
  ['apps/token', '| `RegisterLegacyKeys` | legacy |', '| hears | `activation.v1.ActivationGranted` |'],
  ['apps/activation', '| `Activate` | anybody |', '| says | `activation.v1.ActivationRefused` |'],
  ['apps/workspace-membership', '| `ResolveMembership` |', '| says | `workspace.v1.MemberJoined` |'],
])('%s is read from its own lists', async (folder, answer, event) => {
  const written = await serviceTables(folder, readme);
  expect(written).toContain(answer);
  expect(written).toContain(event);
});

test('a project that answers no RPC keeps its README', async () => {
  expect(await serviceTables('libs/kernel', readme)).toBe(readme);
});
