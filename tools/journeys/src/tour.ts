import {
  createWorkspace,
  eventually,
  mailbox,
  myLicense,
  newPerson,
  type Person,
  type Place,
  reset,
  reveal,
  signIn,
  signUp,
  startTrial,
  textAt,
  tokenExists,
  verify,
} from '@platform/testing';
import { type ActivationDoor, grpcDoor, httpDoor, type Verdict } from './activating.ts';
import type { Config } from './config.ts';
import { startEmulatorProcess } from './emulator-process.ts';
import { importLegacyKey, newLegacyKey } from './legacy-key.ts';
import type { Narrator } from './narrator.ts';

const masked = (token: string) => `${token.slice(0, 5)}…${token.slice(-4)}`;
const json = (value: unknown) => JSON.stringify(value);
const verdictOf = ({ granted, reason, decisionId, all }: Verdict) =>
  granted
    ? `granted, decision ${decisionId}`
    : `refused: ${reason}${all.length > 1 ? ` (all: ${all.join(', ')})` : ''}${decisionId ? `, decision ${decisionId}` : ''}`;

/** What the tour expects; a surprise ends it with an error. */
function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`expected ${what}`);
}

async function account(tell: Narrator, place: Place): Promise<Person> {
  const person = newPerson(place);
  await tell.step(
    `sign up as ${person.email}`,
    () => signUp(person),
    ({ status }) => `HTTP ${status}: the same answer for any address`,
  );
  await tell.step(
    'the verification mail arrives, its link is followed',
    () => verify(person, place),
    ({ body }) => json(body),
  );
  await tell.step(
    'sign in',
    () => signIn(person),
    ({ headers }) => headers.get('set-cookie')?.replace(/=[^;]+/, '=…') ?? '',
  );
  return person;
}

async function license(tell: Narrator, person: Person): Promise<string> {
  await tell.step(
    'create the first workspace',
    () => createWorkspace(person),
    ({ body }) => json(body).slice(0, 200),
  );
  await tell.step(
    'start the 14-day trial',
    () => startTrial(person),
    ({ body }) => json(body).slice(0, 200),
  );
  await tell.step(
    'My License',
    () => myLicense(person),
    ({ body }) => json(body).slice(0, 200),
  );
  await tell.step(
    'the Developer Auth Token exists by itself',
    () => tokenExists(person),
    ({ body }) => json(body),
  );
  return tell.step('prove the password again and reveal the token', () => reveal(person), masked);
}

async function emulator(tell: Narrator, config: Config, token: string, granted: boolean): Promise<void> {
  const name = granted ? 'start an emulator' : 'start an emulator with the old token';
  const started = await tell.step(
    name,
    () => startEmulatorProcess({ API_ENDPOINT: config.ACTIVATION_URL, LOCALSTACK_AUTH_TOKEN: token }),
    ({ printed, exitCode }) => `${printed.trim()}${exitCode === undefined ? '' : `\nexit code ${exitCode}`}`,
  );
  if (granted) {
    const ask = async () => (await fetch(`${started.url}/_localstack/info`)).json();
    await tell.step('ask it: /_localstack/info', ask, json);
  }
  expectThat((started.exitCode === undefined) === granted, granted ? 'a running emulator' : 'exit code 55');
  await started.stop();
}

async function resetting(
  tell: Narrator,
  config: Config,
  doors: readonly ActivationDoor[],
  person: Person,
  old: string,
): Promise<void> {
  const answer = await tell.step(
    'Reset Auth Token',
    () => reset(person),
    ({ body }) => json((body as { receipt: unknown }).receipt),
  );
  const fresh = textAt(answer, 'value');
  for (const door of doors) {
    const refused = await tell.step(`the old token over ${door.name}`, () => door.activate(old), verdictOf);
    expectThat(refused.reason === 'TOKEN_ROTATED', 'TOKEN_ROTATED');
    const granted = await tell.step(
      `the new token ${masked(fresh)} over ${door.name}`,
      () => door.activate(fresh),
      verdictOf,
    );
    expectThat(granted.granted, 'a grant');
  }
  await emulator(tell, config, old, false);
}

async function legacy(tell: Narrator, config: Config, person: Person): Promise<void> {
  const key = newLegacyKey();
  const door = { address: config.LEGACY_ADDRESS, privateKey: config.CALLER_PRIVATE_KEY };
  await tell.step(
    'an operator imports a legacy key by its hash',
    () => importLegacyKey(door, key, person),
    (id) => id,
  );
  const verdict = await tell.step(
    'it activates, with its deprecation headers',
    () => httpDoor(config.ACTIVATION_URL, 'API_KEY_ENV').activate(key),
    (told) =>
      `${verdictOf(told)}\nDeprecation: ${told.headers?.get('deprecation')}\nLink: ${told.headers?.get('link')}`,
  );
  expectThat(verdict.granted, 'a grant');
  const keys = `/v1/workspaces/${person.workspaceId}/legacy-keys`;
  const used = async () => {
    const { body } = await person.visitor.must('GET', keys);
    const [first] = (body as { keys: readonly { uses: number; stage: string; display: string }[] }).keys;
    if (!first?.uses) throw new Error('its use is not recorded yet');
    return first;
  };
  await tell.step(
    'its use is recorded and its stage moves by events',
    () => eventually(used, { within: 15_000 }),
    json,
  );
}

/** The whole journey against a running house, as a user goes it. Raises on the first surprise. */
export async function tour(config: Config, tell: Narrator): Promise<void> {
  const place: Place = { gatewayUrl: config.GATEWAY_URL, mailbox: mailbox(config.MAIL_URL) };
  const doors = [grpcDoor(config.ACTIVATION_ADDRESS), httpDoor(config.ACTIVATION_URL)];
  try {
    const person = await account(tell, place);
    const token = await license(tell, person);
    for (const door of doors) await tell.step(`activate over ${door.name}`, () => door.activate(token), verdictOf);
    await emulator(tell, config, token, true);
    await resetting(tell, config, doors, person, token);
    await legacy(tell, config, person);
  } finally {
    for (const door of doors) door.close();
  }
}
