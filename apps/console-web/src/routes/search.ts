/** The workspace in the address, so that a link shows a colleague the same thing. */
export const workspaceSearch = (search: Readonly<Record<string, unknown>>): { readonly ws?: string } =>
  typeof search.ws === 'string' && search.ws.startsWith('ws_') ? { ws: search.ws } : {};

/** Where to go on after signing in, within the console only, and why one had to. */
export const afterSignIn = (
  search: Readonly<Record<string, unknown>>,
): { readonly next?: string; readonly why?: string } => ({
  ...(typeof search.next === 'string' && /^\/(?![/\\])/.test(search.next) ? { next: search.next } : {}),
  ...(typeof search.why === 'string' && /^[A-Z_]{3,63}$/.test(search.why) ? { why: search.why } : {}),
});
