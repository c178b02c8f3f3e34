import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RouteId } from '@platform/console-api';
import { type Ground, groundOf } from '../src/tenancy/ground.ts';
import { personas } from '../src/tenancy/people.ts';
import { routeTable } from '../src/tenancy/route-table.ts';
import { callers, rpcTable } from '../src/tenancy/rpc-table.ts';
import { askRoute } from '../src/tenancy/run-routes.ts';
import { deskOf, forgeries } from '../src/tenancy/run-rpcs.ts';
import { startWholeHouse, type WholeHouse } from '../src/whole-house.ts';

const generous = {
  ...{
    REQUESTS_PER_MINUTE: '100000',
    SESSION_REQUESTS_PER_MINUTE: '100000',
    AUTH_REQUESTS_PER_MINUTE: '100000',
    CALL_TIMEOUT_MS: '5000',
  },
  ...{ LOCKOUT_FAILURES_PER_ADDRESS: '100000', LOCKOUT_FAILURES_PER_ACCOUNT: '100000' },
};
const outsiders = ['anonymous', 'expired', 'otherMember', 'otherAdmin', 'removed', 'other', 'nobody', ...forgeries];
const wrong: string[] = [];
let whole: WholeHouse;
let ground: Ground;
const desk = deskOf();

beforeAll(async () => {
  whole = await startWholeHouse({ env: generous });
  ground = await groundOf(whole);
}, 480_000);
afterAll(async () => {
  desk.close();
  await whole?.stop();
}, 300_000);

/** Notes what is not as the table says, and what tells an outsider something of the workspace. */
function judge(where: string, who: string, heard: { verdict: string; text: string }, expected: string | undefined) {
  if (heard.verdict !== expected) wrong.push(`${where} for ${who}: ${heard.verdict}, not ${expected}`);
  const told = outsiders.includes(who) ? ground.own.filter((own) => heard.text.includes(own)) : [];
  if (told.length > 0) wrong.push(`${where} tells ${who} ${told.join(', ')}`);
}

test('every route says to everybody what the tenancy table says, and tells an outsider nothing of the workspace', async () => {
  let asked = 0;
  for (const [id, row] of Object.entries(routeTable)) {
    const ask = async (who: (typeof personas)[number]) =>
      askRoute(whole.place.gatewayUrl, id as RouteId, row, ground, who);
    const told = await Promise.all(personas.map(ask));
    for (const heard of told) judge(id, heard.who, heard, row.verdicts[heard.who as (typeof personas)[number]]);
    asked += told.length;
  }
  console.log(`${asked} requests`);
  expect(wrong.splice(0)).toEqual([]);
}, 480_000);

/** Afterwards: some of these end all sessions. */
test('every RPC says to everybody what the tenancy table says, and believes no forged, stale or strayed caller token', async () => {
  let asked = 0;
  for (const offered of rpcTable) {
    for (const [method, { verdicts }] of Object.entries(offered.rows)) {
      const [calling, where] = [{ whole, ground, offered, method }, `${offered.audience} ${method}`];
      const told = await Promise.all([
        ...callers.map(async (who) => [await desk.ask(calling, who), verdicts[who]] as const),
        ...forgeries.map(async (who) => [await desk.ask(calling, who), 'UNAUTHENTICATED'] as const),
      ]);
      for (const [heard, expected] of told) judge(where, heard.who, heard, expected);
      asked += told.length;
    }
  }
  console.log(`${asked} calls`);
  expect(wrong.splice(0)).toEqual([]);
}, 480_000);
