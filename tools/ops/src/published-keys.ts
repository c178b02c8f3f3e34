import type { Jwks } from '@platform/lease';
import { OpsProblem } from './problem.ts';

/**
 * The signing keys that every activation shows, by their ids: a lease signed with one of them is believed wherever it is
 * checked. Raises ACTIVATION_AWAY when one of the addresses shows none.
 */
export async function publishedByAll(urls: readonly string[]): Promise<readonly string[]> {
  const [first = [], ...others] = await Promise.all(urls.map(publishedBy));
  return first.filter((kid) => others.every((kids) => kids.includes(kid)));
}

async function publishedBy(activation: string): Promise<readonly string[]> {
  try {
    const answer = await fetch(new URL('/.well-known/license-jwks.json', activation));
    return ((await answer.json()) as Jwks).keys.map(({ kid }) => kid);
  } catch (cause) {
    const what = `${activation} does not show its keys.`;
    const problem = new OpsProblem('ACTIVATION_AWAY', what, 'Start this activation first, or mend ACTIVATION_URLS.');
    problem.cause = cause;
    throw problem;
  }
}
