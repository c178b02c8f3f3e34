import { setTimeout as pause } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Somebody at the console's HTTP API, with a cookie jar as a browser has one. */
export interface Visitor {
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /**
   * As `ask`, and raises an Error that names request and refusal unless the answer is a success. Trouble of a busy house
   * (503, 504, no answer) is no refusal: what may be asked again unchanged is asked again for 40 s.
   */
  must(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  cookie(): string;
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

/** What stands at a place of an answer: `fieldOf(body, 'workspace', 'id')`. Raises an Error when nothing does. */
export function fieldOf<T>(body: unknown, ...path: readonly string[]): T {
  let value: unknown = body;
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
  if (value !== undefined) return value as T;
  throw new Error(`there is no ${path.join('.')} in ${JSON.stringify(body)}`);
}

/** The text at a place of an answer. Raises an Error when there is none. */
export const textAt = ({ body }: Answer, ...path: readonly string[]): string => fieldOf<string>(body, ...path);

export function visitor(baseUrl: string): Visitor {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const remember = (headers: Headers) => {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=', 2);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
  };
  const ask: Visitor['ask'] = async (method, path, body, headers = {}) => {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { accept: 'application/json', ...json, cookie: cookie(), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    remember(response.headers);
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
  return {
    ask,
    cookie,
    must: async (method, path, body, headers) => {
      const giveUpAt = performance.now() + (isRepeatable(method, path, headers) ? patienceMs : 0);
      for (;;) {
        const outcome = await ask(method, path, body, headers).catch((error: unknown) => noAnswer(error));
        if ('status' in outcome && outcome.status < 300) return outcome;
        const isTrouble = !('status' in outcome) || trouble.has(outcome.status);
        if (!isTrouble || performance.now() >= giveUpAt) throw new Error(`${method} ${path}: ${inWords(outcome)}`);
        await pause(100);
      }
    },
  };
}

const trouble = new Set([503, 504]);
const patienceMs = 40_000;

/** Reads, settings, what has its key, and what leads to the same however often it is asked. */
const isRepeatable = (method: string, path: string, headers: Readonly<Record<string, string>> = {}): boolean =>
  ['GET', 'PUT', 'PATCH'].includes(method) ||
  headers['idempotency-key'] !== undefined ||
  /\/auth\/(sign-up|sign-in|re-authenticate)$|:reveal$/.test(path);

/** The line was cut, or no answer came in time. */
function noAnswer(error: unknown): { readonly problem: string } {
  const { cause } = error as { readonly cause?: unknown };
  return { problem: cause instanceof Error ? `${error}: ${cause.message}` : String(error) };
}

const inWords = (outcome: Answer | { readonly problem: string }): string =>
  'status' in outcome ? `${outcome.status} ${JSON.stringify(outcome.body)}` : outcome.problem;
