import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newcomer, openBrowser, says } from '@platform/browser';
import type { RouteId } from '@platform/console-api';
import { fieldOf, tokenExists } from '@platform/testing';
import { besideOf } from '../../src/tenancy/beside.ts';
import { type Ground, groundOf } from '../../src/tenancy/ground.ts';
import { activationTable, gatewayTable } from '../../src/tenancy/other-table.ts';
import { type Persona, personas } from '../../src/tenancy/people.ts';
import { routeTable, type Verdicts } from '../../src/tenancy/route-table.ts';
import { callers, rpcTable } from '../../src/tenancy/rpc-table.ts';
import { askRoute, askWay, type Heard } from '../../src/tenancy/run-routes.ts';
import { deskOf, forgeries } from '../../src/tenancy/run-rpcs.ts';
import type { WholeHouse } from '../../src/whole-house.ts';

const outsiders = ['anonymous', 'nobody', 'otherMember', 'otherAdmin', 'removed', 'expired', 'nowhere', ...forgeries];
const insiders = ['member', 'admin'];
const wrong: string[] = [];
let whole: WholeHouse;
let ground: Ground;
let asked = 0;
const desk = deskOf();

interface Told extends Heard {
  readonly expected: string | undefined;
}

/** Notes what is not as the table says, and what tells an outsider something of the workspace. */
function judge(where: string, answers: readonly Told[]) {
  for (const { who, verdict, expected, text } of answers) {
    if (verdict !== expected) wrong.push(`${where} for ${who}: ${verdict}, not ${expected}`);
    const told = outsiders.includes(who) ? ground.own.toldIn(text).filter((word) => !isTheirs(who, word)) : [];
    if (told.length > 0) wrong.push(`${where} tells ${who} ${told.join(', ')}`);
  }
  asked += answers.length;
}

/** From now on nobody else may be told it. */
function learn(answers: readonly Told[]) {
  for (const { who, text } of answers) if (insiders.includes(who)) ground.own.learn(text);
  return answers;
}

/** The admin, wherever she is, may read her own address. */
const isTheirs = (who: string, word: string) => who === 'nowhere' && word === ground.people.admin.email;

const byAll = (verdicts: Verdicts, ask: (who: Persona) => Promise<Heard>) =>
  Promise.all(personas.map(async (who) => ({ ...(await ask(who)), expected: verdicts[who] })));

/** Somebody new in the first workspace. */
async function newMember(name: string) {
  const person = await newcomer(whole.place, { name });
  const beside = await besideOf(whole);
  const memberId = await beside.join(ground.workspaceId, person).finally(beside.stop);
  person.workspaceId = ground.workspaceId;
  await tokenExists(person);
  return { person, memberId };
}

/** Who sees and may do what. */
export function tenancy(on: () => WholeHouse): void {
  describe('tenancy', () => {
    beforeAll(async () => {
      whole = on();
      ground = await groundOf(whole);
    }, 480_000);
    afterAll(() => {
      desk.close();
      console.log(`${asked} requests and calls`);
    });

    test('who is taken out while her page is open is told at once, and sees nothing of the workspace any more', async () => {
      const { person, memberId } = await newMember('Rosa');
      const browser = await openBrowser({ consoleUrl: whole.place.gatewayUrl });
      const visit = browser.visit({}, async ({ page, as }) => {
        await as(person);
        await page.goto(`/workspace/auth-tokens?ws=${ground.workspaceId}`);
        await page.getByRole('button', { name: 'Workspace: Acme' }).waitFor();
        await page.getByRole('heading', { level: 1, name: 'Auth Tokens' }).waitFor();
        const path = `/v1/workspaces/${ground.workspaceId}/members/${memberId}`;
        await ground.people.admin.visitor.must('DELETE', path, undefined, { 'idempotency-key': randomUUID() });
        await says(page, 'You are no longer a member of Acme');
        await page.getByRole('heading', { level: 1, name: 'New workspace' }).waitFor();

        await page.goto(`/workspace/auth-tokens?ws=${ground.workspaceId}`);
        await page.getByRole('heading', { level: 1, name: 'New workspace' }).waitFor();
        const shown = `${page.url()} ${await page.content()}`;
        expect(ground.own.toldIn(shown)).toEqual([]);
      });
      await visit().finally(browser.close);
      const { body } = await person.visitor.must('GET', '/v1/workspaces');
      expect(fieldOf<readonly unknown[]>(body, 'workspaces')).toEqual([]);
    }, 300_000);

    test.each([
      ['gateway', gatewayTable],
      ['activation', activationTable],
    ] as const)(
      'whatever else is mounted on the %s says the same to everybody',
      async (server, table) => {
        for (const [way, row] of Object.entries(table)) {
          const answers = await byAll(row.verdicts, (who) => askWay(whole.house.urls[server], way, row, ground, who));
          judge(`${server} ${way}`, row.showsAll ? answers.map((answer) => ({ ...answer, text: '' })) : answers);
        }
        expect(wrong.splice(0)).toEqual([]);
      },
      480_000,
    );

    test('every route says to everybody what the tenancy table says, and tells an outsider nothing of the workspace', async () => {
      for (const [id, row] of Object.entries(routeTable)) {
        const ask = (who: Persona) => askRoute(whole.place.gatewayUrl, id as RouteId, row, ground, who);
        judge(id, learn(await byAll(row.verdicts, ask)));
      }
      expect(wrong.splice(0)).toEqual([]);
    }, 480_000);

    /** Afterwards: some of these end all sessions. */
    test('every RPC says to everybody what the tenancy table says, and believes no forged, stale or strayed caller token', async () => {
      for (const offered of rpcTable) {
        for (const [method, { verdicts }] of Object.entries(offered.rows)) {
          const [calling, where] = [{ whole, ground, offered, method }, `${offered.audience} ${method}`];
          const answers = await Promise.all([
            ...callers.map(async (who) => ({ ...(await desk.ask(calling, who)), expected: verdicts[who] })),
            ...forgeries.map(async (who) => ({ ...(await desk.ask(calling, who)), expected: 'UNAUTHENTICATED' })),
          ]);
          judge(where, learn(answers));
        }
      }
      expect(wrong.splice(0)).toEqual([]);
    }, 480_000);
  });
}
