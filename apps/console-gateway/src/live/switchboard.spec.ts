import { expect, test } from '@jest/globals';
import type { Line } from './line.ts';
import { listenersOf, type OpenPage } from './listeners.ts';
import { ringOf } from './ring.ts';
import { switchboard, type Told } from './switchboard.ts';

function given() {
  const listeners = listenersOf({ perSession: 2, inTotal: 10 });
  const board = switchboard(listeners, ringOf<Told>(10));
  const join = (userId: string, place?: string) => {
    let text = '';
    const write = (more: string) => {
      text += more;
    };
    const line: Line = { write, end: () => {}, onClose: () => {} };
    const page: OpenPage = {
      line,
      listener: { secret: '', ip: '', userAgent: '', userId, workspaceId: undefined },
      viewer: { userId, sessionId: `ses_${userId}`, workspaceId: undefined, permissions: [] },
      ...{ lookAt: 0, knownAt: 0, beatAt: 0 },
    };
    listeners.add(page);
    board.greet(page, place);
    return {
      page,
      events: () => [...text.matchAll(/event: (\S+)\ndata: (.*)/g)].map(([, event, data]) => `${event} ${data}`),
      place: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '',
    };
  };
  return { listeners, board, join };
}
const at = '2026-01-02T03:04:05.678Z';
const about = (userId: string): Told => ({ at, changes: [{ about: ['me'], whom: { userId } }] });

test('whoever came before changes were ever heard fetches everything once they are, and cannot resume from then', () => {
  const { board, join } = given();
  const early = join('maya');
  const place = early.place();
  expect(early.events()).toEqual(['live {"live":false}']);
  board.hears(true);
  board.hears(true);
  expect(early.events().slice(1)).toEqual(['refresh {}', 'live {"live":true}']);
  expect(join('liam', place).events()).toEqual(['refresh {}', 'live {"live":true}']);

  board.hears(false);
  board.hears(true);
  expect(early.events().slice(3)).toEqual(['live {"live":false}', 'live {"live":true}']);
});

test('a change is told once to each whom it concerns, however many audiences they belong to', () => {
  const { board, join } = given();
  const [maya, liam] = [join('maya'), join('liam')];
  const mine = { userId: 'maya' };
  board.tell({
    at,
    changes: [
      { about: ['sessions'], whom: mine },
      { about: ['me', 'sessions'], whom: mine },
    ],
  });
  expect(maya.events().slice(1)).toEqual([`changed {"about":["me","sessions"],"at":"${at}"}`]);
  expect(liam.events()).toHaveLength(1);
});

test('a heartbeat moves the place on past what was told to others', () => {
  const { board, join } = given();
  const maya = join('maya');
  board.tell(about('liam'));
  board.beat(maya.page);
  expect(join('maya', maya.place()).events()).toEqual(['live {"live":false}']);
});

test('who has left is found by nothing any more', () => {
  const { board, join, listeners } = given();
  const maya = join('maya');
  listeners.remove(maya.page);
  board.tell(about('maya'));
  expect([maya.events().length, listeners.size(), listeners.within({ userId: 'maya' })]).toEqual([1, 0, []]);
});
