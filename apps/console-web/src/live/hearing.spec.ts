import { expect, test } from '@jest/globals';
import type { Frame } from './frame.ts';
import { type Hearing, heard, joining } from './hearing.ts';

const live = (now: boolean): Frame => ({ event: 'live', live: now });
const lost: Frame = { event: 'lost' };

/** The states after each frame; `!` where everything is asked again. */
function story(...frames: readonly Frame[]): readonly string[] {
  let now: Hearing = joining;
  return frames.map((frame) => {
    const next = heard(now, frame);
    now = next.now;
    return `${now.state}${next.askAll ? '!' : ''}`;
  });
}

test('what happened between loading and hearing is asked again, once', () => {
  expect(story(live(true), live(true))).toEqual(['heard!', 'heard']);
});

test('a connection that comes back is told what it missed: nothing more is asked', () => {
  expect(story(live(true), lost, lost, live(true))).toEqual(['heard!', 'lost', 'lost', 'heard']);
});

test('what happened while the server was deaf is asked again when it hears', () => {
  expect(story(live(true), live(false), live(true))).toEqual(['heard!', 'deaf', 'heard!']);
  expect(story(live(false), lost, live(true))).toEqual(['deaf', 'lost', 'heard!']);
});

test('a server that cannot resume says so', () => {
  expect(story(live(true), lost, { event: 'refresh' }, live(true))).toEqual(['heard!', 'lost', 'lost!', 'heard']);
});

test('changes and ends do not touch it', () => {
  const others: Frame[] = [{ event: 'changed', about: ['me'] }, { event: 'removed' }];
  expect(story(live(true), ...others)).toEqual(['heard!', 'heard', 'heard']);
});
