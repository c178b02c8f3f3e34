import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, Result } from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';
import { inTheme } from './theme.ts';
import type { Theme } from './visit.ts';

/** WCAG 2.2 at level AA contains the levels and versions before it. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface AxeOptions {
  /** Rules that do not count here; say why beside it. */
  readonly except?: readonly string[];
}

/** Raises an Error with rule, selector and fix of everything that axe finds on the page as it is now. */
export async function axe(page: Page, options: AxeOptions = {}): Promise<void> {
  const found = await withAxe(page, (look) => look(options));
  if (found.length > 0) throw new Error(`axe on ${page.url()}:\n${found.map(worded).join('\n')}`);
}

/** As `axe`, in the light and in the dark theme. The page is left in the theme that its visitor has. */
export async function axeInBothThemes(page: Page, options: AxeOptions = {}): Promise<void> {
  const said: string[] = [];
  await withAxe(page, async (look) => {
    for (const theme of ['light', 'dark'] satisfies Theme[]) {
      const found = await inTheme(page, theme, () => look(options));
      said.push(...found.map((one) => `${theme}: ${worded(one)}`));
    }
  });
  if (said.length > 0) throw new Error(`axe on ${page.url()}:\n${said.join('\n')}`);
}

/** What breaks the rules on the page as it is now. */
type Look = (options: AxeOptions) => Promise<readonly Result[]>;

/** In a world of its own within the page: the page's policy does not stop it, and it leaves nothing there. */
async function withAxe<T>(page: Page, work: (look: Look) => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const world = { frameId: frameTree.frame.id, worldName: 'axe' };
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', world);
    await evaluate(session, contextId, await source());
    return await work(async ({ except = [] }) => {
      await page.evaluate(atRest);
      const rules = Object.fromEntries(except.map((id) => [id, { enabled: false }]));
      const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], rules };
      const run = `axe.run(document, ${JSON.stringify(options)}).then((results) => JSON.stringify(results))`;
      return (JSON.parse(await evaluate(session, contextId, run)) as AxeResults).violations;
    });
  } finally {
    await session.detach();
  }
}

async function evaluate(session: CDPSession, contextId: number, expression: string): Promise<string> {
  const answer = await session.send('Runtime.evaluate', {
    expression,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  if (answer.exceptionDetails) throw new Error(`axe broke: ${answer.exceptionDetails.exception?.description}`);
  return String(answer.result.value);
}

let text: Promise<string> | undefined;
const source = (): Promise<string> => {
  const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // Its last value would be the whole of axe.
  text ??= readFile(file, 'utf8').then((code) => `${code}\n;undefined`);
  return text;
};

/** Colours are measured when they have come to rest, in the fonts that people see. Read by the page, not by us. */
const atRest = `Promise.all([
  document.fonts.ready,
  ...document.getAnimations()
    .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime))
    .map((animation) => animation.finished.catch(() => undefined)),
]).then(() => undefined)`;

/** A flaw of a component shows wherever it is used: the first places tell enough. */
const shownPlaces = 4;

function worded({ id, impact, help, helpUrl, nodes }: Result): string {
  const places = nodes.slice(0, shownPlaces).map(({ target, failureSummary = '' }) => {
    const how = failureSummary.replaceAll('\n', '\n    ');
    return `  ${target.join(' ')}\n    ${how}`;
  });
  const more = nodes.length > shownPlaces ? [`  … and ${nodes.length - shownPlaces} more places`] : [];
  return [`${id} (${impact}): ${help}`, ...places, ...more, `  ${helpUrl}`].join('\n');
}
