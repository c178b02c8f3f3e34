import type { Browser, BrowserContext, Page } from 'playwright-core';
import { keepEvidence } from './evidence.ts';
import { type Watch, watch } from './watch.ts';

export type Theme = 'light' | 'dark';

/** How a visitor's machine is set up. */
export interface Appearance {
  /** Default: light. */
  readonly theme?: Theme;
  /** Default: 1280 × 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Default: true, so that nothing moves under the test's hands. */
  readonly reducedMotion?: boolean;
  /** Default: Europe/Berlin. */
  readonly timezoneId?: string;
  /** Default: en-GB. */
  readonly locale?: string;
}

/** Whoever holds a session: a `Person` of @platform/testing. */
export interface SignedIn {
  readonly visitor: { cookie(): string };
}

/** Somebody at a browser of their own: no cookie, no storage, no history. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Puts the person's session cookie into this browser. */
  as(person: SignedIn): Promise<void>;
  /** One more tab of the same browser. */
  tab(): Promise<Page>;
  /** One more browser: another person, or the same one elsewhere. Its problems fail the test as well. */
  another(appearance?: Appearance): Promise<Visit>;
  /** These problems are what the test is about: pieces of their text, or patterns. */
  expecting(...patterns: readonly (string | RegExp)[]): void;
}

interface Given {
  readonly browser: Browser;
  readonly consoleUrl: string;
  /** Where evidence of failures goes. */
  readonly failures: string;
}

interface Surroundings extends Given {
  readonly watched: Watch;
  readonly contexts: BrowserContext[];
}

/** See `Browser.visit`. */
export function visiting(
  given: Given,
  appearance: Appearance,
  body: (visit: Visit) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const watched = watch(new URL(given.consoleUrl).origin);
    const around: Surroundings = { ...given, watched, contexts: [] };
    try {
      await body(await arrive(around, appearance));
      await allSaid(around);
      const problems = watched.problems();
      if (problems.length > 0) throw new Error(problems.map(({ kind, text }) => `${kind}: ${text}`).join('\n'));
    } catch (error) {
      throw await keepEvidence(error, around);
    } finally {
      await Promise.all(around.contexts.map(leave));
    }
  };
}

/** What a test still answers for the server is left unanswered: nobody waits for it any more. */
async function leave(context: BrowserContext): Promise<void> {
  const routed = [context, ...context.pages()];
  await Promise.all(routed.map((one) => one.unrouteAll({ behavior: 'ignoreErrors' })));
  await context.close();
}

async function arrive(around: Surroundings, appearance: Appearance): Promise<Visit> {
  const { browser, consoleUrl, watched, contexts } = around;
  const { theme = 'light', viewport = { width: 1280, height: 800 }, reducedMotion = true } = appearance;
  const context = await browser.newContext({
    baseURL: consoleUrl,
    colorScheme: theme,
    viewport,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    timezoneId: appearance.timezoneId ?? 'Europe/Berlin',
    locale: appearance.locale ?? 'en-GB',
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  contexts.push(context);
  watched.over(context);
  // Before the test's own time is over, so that the message says what was waited for.
  context.setDefaultTimeout(60_000);
  return {
    page: await context.newPage(),
    context,
    as: ({ visitor }) => context.addCookies(cookiesIn(visitor.cookie(), consoleUrl)),
    tab: () => context.newPage(),
    another: (other = {}) => arrive(around, other),
    expecting: watched.expecting,
  };
}

/** A `__Host-` cookie is only taken from a secure address, and loopback counts as one when it is sent. */
function cookiesIn(header: string, consoleUrl: string) {
  const url = consoleUrl.replace(/^http:/, 'https:');
  return header.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=', 2);
    return { name, value, url, secure: true, httpOnly: true, sameSite: 'Lax' as const };
  });
}

/** What the pages said before now has arrived here after this: a page that answers has said what it had to say. */
const allSaid = async ({ contexts }: Surroundings): Promise<void> => {
  const pages = contexts.flatMap((context) => context.pages());
  await Promise.all(pages.map((page) => page.evaluate(() => 0).catch(() => undefined)));
};
