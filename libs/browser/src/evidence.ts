import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { root } from './config.ts';
import { inTest } from './in-test.ts';
import type { Watch } from './watch.ts';

interface Visited {
  readonly contexts: readonly BrowserContext[];
  readonly watched: Watch;
  readonly failures: string;
}

/**
 * Keeps what the pages look like and what they said, and gives the failure back with the place named in its message.
 * What cannot be kept (the browser is gone) is said there, too; the failure itself is never lost.
 */
export async function keepEvidence(failure: unknown, { contexts, watched, failures }: Visited): Promise<unknown> {
  const folder = join(failures, inTest());
  const kept = await keep(folder, contexts, watched).catch((error: Error) => `nothing could be kept: ${error.message}`);
  const unexpected = watched.problems().map(({ kind, text }) => `  ${kind}: ${text}`);
  const besides = unexpected.length > 0 ? `\n\nthe pages besides:\n${unexpected.join('\n')}` : '';
  return withNote(failure, `${besides}\n\nkept in ${relative(root, folder)}: ${kept}`);
}

async function keep(folder: string, contexts: readonly BrowserContext[], watched: Watch): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'console.log'), `${watched.log()}\n`);
  const names = ['console.log'];
  for (const [index, page] of contexts.flatMap((context) => context.pages()).entries())
    names.push(...(await keepPage(page, folder, index === 0 ? 'page' : `page-${index + 1}`)));
  return names.join(', ');
}

async function keepPage(page: Page, folder: string, name: string): Promise<readonly string[]> {
  await writeFile(join(folder, `${name}.html`), `<!-- ${page.url()} -->\n${await page.content()}`);
  await page.screenshot({ path: join(folder, `${name}.png`), timeout: 10_000 });
  return [`${name}.png`, `${name}.html`];
}

/** The message stands in the stack as well, and that is what test runners print. */
function withNote(failure: unknown, note: string): unknown {
  if (typeof failure !== 'object' || failure === null || !('message' in failure)) return new Error(`${failure}${note}`);
  const error = failure as Error;
  const before = error.message;
  const stack = error.stack ?? '';
  error.message = `${before}${note}`;
  error.stack = stack.includes(before)
    ? stack.replace(before, () => error.message)
    : `${error.name}: ${error.message}\n${stack}`;
  return error;
}
