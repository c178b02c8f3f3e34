import { pages } from '../pages.ts';

/** The workspace in the address, so that a link shows a colleague the same thing. */
export const workspaceSearch = (search: Readonly<Record<string, unknown>>): { readonly ws?: string } =>
  typeof search.ws === 'string' && search.ws.startsWith('ws_') ? { ws: search.ws } : {};

/** Where to go on after signing in, within the console only, and why one had to. */
export const afterSignIn = (
  search: Readonly<Record<string, unknown>>,
): { readonly next?: string; readonly why?: string } => ({
  ...(typeof search.next === 'string' && isInside(search.next) ? { next: search.next } : {}),
  ...(typeof search.why === 'string' && /^[A-Z_]{3,63}$/.test(search.why) ? { why: search.why } : {}),
});

const outside: ReadonlySet<string> = new Set(
  Object.values(pages).flatMap(({ needs, path }) => (needs === 'nobody' ? [path] : [])),
);
const here = 'https://console.invalid';

/**
 * Whether an address leads into the console and nowhere else: to a path of ours as browsers read it (they leave control
 * characters out and take `\` for `/`), and to no page from before signing in, which could be given a stranger's secret.
 */
function isInside(address: string): boolean {
  if (!/^\/[^\p{Cc}\s\\]*$/u.test(address) || !URL.canParse(address, here)) return false;
  const { origin, pathname, hash } = new URL(address, here);
  return origin === here && !pathname.startsWith('//') && hash === '' && !outside.has(pathname.replace(/\/+$/, ''));
}
