import { expect, test } from '@jest/globals';
import { signIn } from '@platform/journeys';
import { type HostileRequest, hostileActivations, hostileRequests, pooled, sendHttp } from '../../src/index.ts';
import type { Aimed } from './aimed.ts';
import { mustChangeNothing, outcomeOf, refusedOf } from './changes-nothing.ts';

const endsSessions = new Set(['signOut', 'signOutEverywhere']);

const everyFifth = <Item>(all: readonly Item[]): readonly Item[] => all.filter((_, index) => index % 5 === 0);

const said = ({ route, method, what }: HostileRequest) => `${route} ${method} ${what}`;

function send({ stage, person }: Aimed, hostile: HostileRequest, signedIn: boolean) {
  const url =
    hostile.route === 'activate' || hostile.path.startsWith('/.')
      ? stage.house.urls.activation
      : stage.house.urls.gateway;
  return sendHttp(url, hostile, signedIn ? person.visitor.cookie() : '');
}

/** Every route with what does not belong there. */
export const overHttp = (at: () => Aimed): void =>
  test('every route: a coded refusal, never 5xx; what was refused changed nothing', async () => {
    const { stage, person } = at();
    const all = [...hostileRequests(person.workspaceId), ...hostileActivations()];
    const [ending, staying] = [
      all.filter(({ route }) => endsSessions.has(route)),
      all.filter(({ route }) => !endsSessions.has(route)),
    ];
    const wrong: string[] = [];
    const judge = (signedIn: boolean) => async (hostile: HostileRequest) => {
      const { status, body, fault } = await send({ stage, person }, hostile, signedIn);
      // A member who is not known as one would be refused everything, and the test would show nothing.
      if (signedIn && /"reason":"(UNAUTHENTICATED|SESSION_\w+)"/.test(body))
        wrong.push(`${said(hostile)}: not signed in`);
      if (fault) wrong.push(`${said(hostile)}: ${fault}`);
      else if (status < 300 && hostile.mustFail) wrong.push(`${said(hostile)}: taken with ${status}`);
      return outcomeOf(status);
    };
    // The input is judged before the door, by the same code for everybody: some of each route show it for a stranger.
    await pooled(everyFifth(staying), judge(false));
    const refused = await refusedOf(staying, judge(true), ({ mustFail }) => mustFail);
    for (const hostile of ending)
      if ((await judge(true)(hostile)) === 'taken') await signIn(person);
      else refused.push(hostile);
    expect(wrong).toEqual([]);
    await mustChangeNothing(stage, refused, judge(true), said);
    console.log(`${all.length} hostile requests, ${refused.length} of them refused to a member, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
  }, 300_000);
