import { eventually, type Person, textAt } from '@platform/testing';
import type { Page } from 'playwright-core';

/** Which locks the tabs of this browser hold: for each stream that of its listener, and one of the few connections. */
export const ears = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.map(({ name = '' }) => name).filter((name) => name.startsWith('live'));
  });

/** Waits until the first tab of this browser holds a stream. */
export const listens = (page: Page): Promise<void> => eventually(async () => void (await isOne(page)));

async function isOne(page: Page): Promise<void> {
  const held = await ears(page);
  if (held.length !== 2) throw new Error(`${held.length} locks are held: ${held.join(', ')}`);
}

/** Waits until another tab has asked this one how things stand: it hears what is told from then on. */
export const isHeard = (listener: Page): Promise<void> => listener.evaluate(() => Reflect.get(globalThis, 'asked'));

/** What may be told to the tabs that look at a workspace. */
export interface Told {
  readonly event: string;
  readonly live?: boolean;
  readonly about?: readonly string[];
}

/**
 * Makes a tab the one that listens for all others that look at the workspace (empty: at none), without a stream: they
 * hear what the test tells, in the order in which it tells it. To be had before any of them is opened.
 */
export async function listenerIn(tab: Page, { visitor, ...person }: Person, workspaceId = person.workspaceId) {
  const sessionId = textAt(await visitor.must('GET', '/v1/me'), 'session', 'id');
  await tab.goto('/icon.svg');
  await tab.evaluate((name) => {
    const channel = new BroadcastChannel(name);
    let standing: unknown;
    const asked = new Promise<void>((resolve) => {
      channel.addEventListener('message', ({ data }) => {
        if (data.event !== 'ask') return;
        if (standing) channel.postMessage(standing);
        resolve();
      });
    });
    Object.assign(globalThis, {
      asked,
      tell: (frame: { event: string }) => {
        if (frame.event === 'live' || frame.event === 'lost') standing = frame;
        channel.postMessage(frame);
      },
    });
    return new Promise<void>((held) => {
      void navigator.locks.request(name, () => {
        held();
        return new Promise(() => undefined);
      });
    });
  }, `live:${sessionId}:${workspaceId}`);
  // The page has it since it was put there above; its types do not know.
  return (frame: Told): Promise<void> =>
    tab.evaluate((told) => (globalThis as unknown as { tell(frame: unknown): void }).tell(told), frame);
}
