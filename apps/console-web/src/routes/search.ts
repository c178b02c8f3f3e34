import { type Page, pages } from '../pages.ts';

/**
 * The workspace in the address, so that a link shows a colleague the same thing. What does not fit is taken out by name: the
 * router would leave it in otherwise.
 */
export const workspaceSearch = (search: Readonly<Record<string, unknown>>): { readonly ws?: string | undefined } => ({
  ws: typeof search.ws === 'string' && search.ws.startsWith('ws_') ? search.ws : undefined,
});

/** Where to go on after signing in, within the console only, and why one had to. */
export const afterSignIn = (
  search: Readonly<Record<string, unknown>>,
): { readonly next?: string | undefined; readonly why?: string | undefined } => ({
  next: typeof search.next === 'string' && isInside(search.next) ? search.next : undefined,
  why: typeof search.why === 'string' && /^[A-Z_]{3,63}$/.test(search.why) ? search.why : undefined,
});

/** From before signing in. A page that stands in the sidebar as well is one that somebody may have been led away from. */
const outside: ReadonlySet<string> = new Set(
  Object.values(pages as Readonly<Record<string, Page>>).flatMap(({ needs, group, path }) =>
    needs === 'nobody' && !group ? [path] : [],
  ),
);
const here = 'https://console.invalid';

/**
 * Whether an address leads into the console and nowhere else: to a path of ours as browsers read it (they leave control
 * characters out and take `\` for `/`), and to no page from before signing in, which could be given a stranger's secret.
 */
function isInside(address: string): boolean {
  if (!/^\/[^\p{Cc}\p{Cf}\s\\]*$/u.test(address) || !URL.canParse(address, here)) return false;
  const { origin, pathname, hash } = new URL(address, here);
  return origin === here && !pathname.startsWith('//') && hash === '' && !outside.has(pathname.replace(/\/+$/, ''));
}

/** Whose mails, and which one is open. */
export const inboxSearch = (
  search: Readonly<Record<string, unknown>>,
): { readonly ws?: string; readonly to?: string; readonly mail?: string } => ({
  ...workspaceSearch(search),
  ...(typeof search.to === 'string' && search.to !== '' ? { to: search.to.slice(0, 254) } : {}),
  ...(typeof search.mail === 'string' && /^[\w-]{1,64}$/.test(search.mail) ? { mail: search.mail } : {}),
});

/** Whether one is looking at what starting the trial would do. */
export const myLicenseSearch = (
  search: Readonly<Record<string, unknown>>,
): { readonly dialog?: 'trial' | undefined } => ({ dialog: search.dialog === 'trial' ? 'trial' : undefined });

const tools = ['cli', 'bash', 'powershell', 'docker', 'compose', 'github', 'gitlab'] as const;

/** Whose lines the Auth Tokens page shows, and whether one is looking at what a reset would do. */
export const authTokensSearch = (
  search: Readonly<Record<string, unknown>>,
): { readonly use?: (typeof tools)[number] | undefined; readonly dialog?: 'reset' | undefined } => ({
  use: tools.find((tool) => tool === search.use),
  dialog: search.dialog === 'reset' ? 'reset' : undefined,
});
