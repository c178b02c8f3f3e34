import type { CDPSession, Page } from 'playwright-core';

/** What has the focus, as assistive technology hears it. */
export interface Focused {
  readonly role: string;
  readonly name: string;
}

interface Stop extends Focused {
  readonly node: number;
}

export interface Walk {
  /** Shift+Tab. */
  readonly backwards?: boolean;
  /** Default: 160. */
  readonly atMost?: number;
}

/** What has the focus now. */
export const focused = async (page: Page): Promise<Focused> => {
  const { role, name } = await inSession(page, stopOf);
  return { role, name };
};

/**
 * Presses Tab until the element of that accessible name has the focus: the whole name, or a pattern. Raises an Error that lists
 * what was passed when it goes round twice without meeting it: a dialog that has just opened may take the focus back once.
 */
export const tabTo = (page: Page, name: string | RegExp, walk: Walk = {}): Promise<void> =>
  inSession(page, async (session) => {
    const { backwards = false, atMost = 160 } = walk;
    const passed: Stop[] = [];
    const again = new Set<number>();
    for (let stops = 0; stops < atMost; stops += 1) {
      await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
      const stop = await stopOf(session);
      if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return;
      if (again.has(stop.node)) break;
      if (passed.some(({ node }) => node === stop.node)) again.add(stop.node);
      else passed.push(stop);
    }
    const names = passed.map((stop) => `${stop.role} "${stop.name}"`).join(', ');
    throw new Error(`Tab never reached ${typeof name === 'string' ? `"${name}"` : name}; it passed ${names}`);
  });

async function inSession<T>(page: Page, work: (session: CDPSession) => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    return await work(session);
  } finally {
    await session.detach();
  }
}

/** Role and name as Chromium itself tells them to assistive technology. */
async function stopOf(session: CDPSession): Promise<Stop> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement ?? document.body' });
  if (!result.objectId) throw new Error('the page has no document to have the focus in');
  const target = { objectId: result.objectId };
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { ...target, fetchRelatives: false });
  const { node } = await session.send('DOM.describeNode', target);
  return {
    role: String(nodes[0]?.role?.value ?? ''),
    // The blank before a hidden star of a required field is nothing that anybody hears.
    name: String(nodes[0]?.name?.value ?? '').trim(),
    node: node.backendNodeId,
  };
}
