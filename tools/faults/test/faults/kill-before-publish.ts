import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { unpackEvent } from '@platform/contracts';
import {
  createWorkspace,
  httpDoor,
  newPerson,
  type Person,
  reset,
  settledPerson,
  signIn,
  signUp,
  startTrial,
  verify,
} from '@platform/journeys';
import { eventually } from '@platform/testing';
import {
  breakMail,
  everyMessage,
  hearing,
  importLegacyKey,
  mendMail,
  partOf,
  publishing,
  rewind,
  type Stage,
  unrest,
} from '../../src/index.ts';

type Publisher = (typeof publishing)[number];

interface Cast {
  /** Has everything: token, trial, and a legacy key that was imported. */
  readonly settled: Person & { readonly token: string };
  readonly legacyKey: { readonly id: string; readonly value: string };
  /** Signed in, without a workspace. */
  readonly newcomer: Person;
  /** With a workspace, without a trial. */
  readonly owner: Person;
  /** Signs up while Kafka is away. */
  readonly stranger: Person;
  /** Signed up before; the mail could not be sent so far. */
  readonly waiting: Person;
}

/** Of nobody else here: hostile requests show a key, too. */
const legacyValue = 'Kp4qLs7tVw';
const activations = 3;

/** What the world must have seen once of what each service committed before it was killed. */
async function effects({ place, databases }: Stage, cast: Cast): Promise<Readonly<Record<Publisher, number>>> {
  const mails = async ({ email }: Person, subject: RegExp) =>
    (await place.mailbox.mails(email)).filter((mail) => subject.test(mail.subject)).length;
  const count = (database: string, name: string, filter: object) =>
    databases.collection(database, name).countDocuments(filter);
  const key = await databases
    .collection<{ _id: string; state: { uses: { total: number } } }>('legacy-migration', 'legacy_keys')
    .findOne({ _id: cast.legacyKey.id });
  return {
    identity: await mails(cast.stranger, /verify|confirm/i),
    'workspace-membership': await count('token', 'tokens', { 'state.workspaceId': cast.newcomer.workspaceId }),
    licensing: await mails(cast.owner, /^Your trial has started/),
    token: await mails(cast.settled, /was reset/),
    activation: key?.state.uses.total ?? -1,
    notification: await mails(cast.waiting, /verify|confirm/i),
    'legacy-migration': await count('legacy-migration', 'legacy_keys', {
      'state.imported.workspaceId': cast.settled.workspaceId,
    }),
  };
}

const once: Readonly<Record<Exclude<Publisher, 'activation'>, number>> = {
  identity: 1,
  'workspace-membership': 1,
  licensing: 1,
  token: 1,
  notification: 1,
  'legacy-migration': 2,
};

async function castOf(stage: Stage): Promise<Cast> {
  const { place, house, databases } = stage;
  const settled = await settledPerson(place);
  const id = await importLegacyKey(stage, { ...settled, value: legacyValue });
  const [newcomer, owner, waiting] = [newPerson(place, 'new'), newPerson(place, 'owner'), newPerson(place, 'wait')];
  await breakMail(house.urls.mail, waiting.email, 'server_error');
  for (const person of [newcomer, owner, waiting]) await signUp(person);
  for (const person of [newcomer, owner]) {
    await verify(person, place, 60_000);
    await signIn(person);
  }
  await createWorkspace(owner);
  await eventually(
    () => databases.collection('token', 'tokens').findOne({ 'state.workspaceId': owner.workspaceId }).then(Boolean),
    { within: 60_000 },
  );
  return {
    settled,
    legacyKey: { id, value: legacyValue },
    newcomer,
    owner,
    waiting,
    stranger: newPerson(place, 'str'),
  };
}

/** Each service commits something that Kafka cannot take. Gives the ids of the events that are owed, by service. */
async function commitWithoutKafka(stage: Stage, cast: Cast): Promise<ReadonlyMap<Publisher, readonly string[]>> {
  const { house, databases } = stage;
  await signUp(cast.stranger);
  await createWorkspace(cast.newcomer);
  await startTrial(cast.owner);
  await reset(cast.settled);
  await importLegacyKey(stage, { ...cast.settled, value: 'Zy9xWv8uTs', name: 'desktop' });
  const door = httpDoor(house.urls.activation, 'API_KEY_ENV');
  for (let turn = 0; turn < activations; turn += 1) {
    expect(await door.activate(cast.legacyKey.value)).toMatchObject({ granted: true });
  }
  await mendMail(house.urls.mail);
  await house.restart('notification');
  const owed = new Map<Publisher, readonly string[]>();
  for (const name of publishing) {
    const unsent = () =>
      databases.collection<{ _id: string }>(name, 'outbox').find({ channel: 'kafka', sent_at: null }).toArray();
    const rows = await eventually(
      async () => {
        const found = await unsent();
        if (found.length === 0) throw new Error(`${name} owes nothing`);
        return found;
      },
      { within: 60_000 },
    );
    owed.set(
      name,
      rows.map(({ _id }) => _id),
    );
  }
  return owed;
}

/** The decisions that only the journal has: a killed process left them there. */
function journalled({ dataDir }: Stage): readonly string[] {
  const folder = join(dataDir, 'house', 'services', 'activation', 'journal');
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter(Boolean);
}

/** Kills activation when a decision is in its journal alone. It is stopped while one looks, so that it cannot write. */
async function killedWithUnwritten(
  stage: Stage,
  activate: () => Promise<{ readonly granted: boolean }>,
): Promise<{ readonly left: readonly string[]; readonly activated: number }> {
  const { kill } = stage.house.process('activation');
  let activated = 0;
  const left = await eventually(async () => {
    expect(await activate()).toMatchObject({ granted: true });
    activated += 1;
    kill('SIGSTOP');
    const unwritten = journalled(stage);
    if (unwritten.length === 0) kill('SIGCONT');
    expect(unwritten).not.toEqual([]);
    return unwritten;
  });
  await stage.house.kill('activation');
  return { left, activated };
}

/** `kill -9` between what each service committed and what it could publish, with Kafka away so that "between" is certain. */
export function killBeforePublish(on: () => Stage): void {
  describe('kill -9 of each service between commit and publish', () => {
    let stage: Stage;
    let cast: Cast;
    let owed: ReadonlyMap<Publisher, readonly string[]>;
    let left: readonly string[];
    let wanted: Readonly<Record<Publisher, number>>;

    beforeAll(async () => {
      stage = on();
      const { house, databases } = stage;
      const kafka = partOf(stage, 'kafka');
      cast = await castOf(stage);
      await eventually(
        () =>
          databases
            .collection('notification', 'notifications')
            .findOne({ 'state.to': cast.waiting.email, 'state.lastProblem': /500/ })
            .then(Boolean),
        { within: 60_000 },
      );
      await house.kill('notification');
      await eventually(
        async () => expect((await databases.unsent('identity')) + (await databases.unsent('token'))).toBe(0),
        { within: 60_000 },
      );
      await kafka.stop();
      owed = await commitWithoutKafka(stage, cast);
      const door = httpDoor(house.urls.activation, 'API_KEY_ENV');
      const killed = await killedWithUnwritten(stage, () => door.activate(cast.legacyKey.value));
      left = killed.left;
      wanted = { ...once, activation: activations + killed.activated };
      await Promise.all(publishing.map((name) => house.kill(name)));
      await kafka.start();
      await Promise.all(publishing.map((name) => house.restart(name)));
    }, 300_000);

    test('the journal of activation had the decision that its database had not', () => {
      expect(left.length).toBeGreaterThan(0);
    });

    test.each(publishing)(
      '%s: what it had committed takes effect',
      async (name) => {
        expect(owed.get(name)?.length).toBeGreaterThan(0);
        await eventually(async () => expect((await effects(stage, cast))[name]).toBe(wanted[name]), { within: 60_000 });
      },
      300_000,
    );

    test('every event that was owed at the kill is on its topic', async () => {
      await eventually(async () => expect(await unrest(stage.databases, stage.kafka)).toEqual([]), { within: 60_000 });
      const told = new Set(
        (await everyMessage(stage.kafka)).flatMap(({ topic, value }) => (value ? [unpackEvent(topic, value).id] : [])),
      );
      expect([...owed.values()].flat().filter((id) => !told.has(id))).toEqual([]);
    }, 300_000);

    test('each effect happened once, also when every listener is killed and hears everything again', async () => {
      const before = await effects(stage, cast);
      expect(before).toEqual(wanted);
      const { house, kafka, databases } = stage;
      const names = Object.keys(hearing);
      const mailsBefore = await databases.collection('notification', 'notifications').countDocuments();
      await Promise.all(names.map((name) => house.kill(name)));
      const groups = Object.values(hearing);
      await Promise.all(groups.map((group) => eventually(() => rewind(kafka, group), { within: 60_000 })));
      expect(await unrest(databases, kafka)).not.toEqual([]);
      await Promise.all(names.map((name) => house.restart(name)));
      await eventually(async () => expect(await unrest(databases, kafka)).toEqual([]), { within: 60_000 });
      expect(await effects(stage, cast)).toEqual(wanted);
      expect(await databases.collection('notification', 'notifications').countDocuments()).toBe(mailsBefore);
    }, 300_000);
  });
}
