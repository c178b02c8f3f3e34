import type { BrowserContext, ConsoleMessage, Request } from 'playwright-core';

/** What no page of ours may do unless a test expects it. */
export interface Problem {
  readonly kind:
    | 'console error'
    | 'page error'
    | 'policy violated'
    | 'server error'
    | 'request failed'
    | 'foreign host';
  readonly text: string;
}

/** Everything that the pages of a visit said and did wrong. */
export interface Watch {
  /** Pieces of text or patterns: a problem that has one of them is none. */
  expecting(...patterns: readonly (string | RegExp)[]): void;
  problems(): readonly Problem[];
  /** All that the pages wrote to their consoles, problems included. */
  log(): string;
  /** Looks at all pages of one more context. */
  over(context: BrowserContext): void;
}

/** Watches over pages that may talk to one origin alone. */
export function watch(origin: string): Watch {
  const found: Problem[] = [];
  const lines: string[] = [];
  const expected: (string | RegExp)[] = [];
  const asked = new Map<Request, Problem>();
  const note = (kind: Problem['kind'], text: string): Problem => {
    const problem = { kind, text };
    found.push(problem);
    lines.push(`${kind}: ${text}`);
    return problem;
  };
  const takeBack = (problem: Problem | undefined) => {
    if (problem) found.splice(found.indexOf(problem), 1);
  };
  return {
    expecting: (...patterns) => void expected.push(...patterns),
    problems: () => found.filter(({ text }) => !expected.some((pattern) => fits(text, pattern))),
    log: () => lines.join('\n'),
    over(context) {
      context.on('console', (message) => {
        const kind = wrongIn(message);
        if (kind) note(kind, `${message.text()} (${message.location().url})`);
        else lines.push(`console ${message.type()}: ${message.text()}`);
      });
      context.on('weberror', (error) => note('page error', error.error().stack ?? error.error().message));
      context.on('request', (request) => {
        if (isForeign(request, origin)) asked.set(request, note('foreign host', nameOf(request)));
      });
      context.on('response', (response) => {
        const said = `${nameOf(response.request())}: ${response.status()}`;
        if (response.status() >= 500) note('server error', said);
        else if (response.status() >= 400) lines.push(said);
      });
      context.on('requestfailed', (request) => {
        const cause = request.failure()?.errorText ?? 'unknown';
        // What the policy stopped was never sent, and the browser says on the console that it stopped it.
        if (cause === 'csp') return takeBack(asked.get(request));
        // A page that is left breaks off what it was asking for; a foreign host is noted already.
        if (cause !== 'net::ERR_ABORTED' && !isForeign(request, origin))
          note('request failed', `${nameOf(request)}: ${cause}`);
      });
    },
  };
}

const fits = (text: string, pattern: string | RegExp): boolean =>
  typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);

const nameOf = (request: Request): string => `${request.method()} ${request.url()}`;

/** The browser's own line about an answer that was no success: the answer itself is judged instead. */
const aboutAnswer = 'Failed to load resource:';

function wrongIn(message: ConsoleMessage): Problem['kind'] | undefined {
  if (/Content Security Policy/i.test(message.text())) return 'policy violated';
  return message.type() === 'error' && !message.text().startsWith(aboutAnswer) ? 'console error' : undefined;
}

function isForeign(request: Request, origin: string): boolean {
  const url = new URL(request.url());
  return /^(https?|wss?):$/.test(url.protocol) && url.origin !== origin;
}
