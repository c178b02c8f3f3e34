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
   * (503, 504) is no refusal: what may be asked again unchanged, a read or a request with its key, is asked again for 20 s.
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
      const repeatable = method === 'GET' || headers?.['idempotency-key'] !== undefined;
      const giveUpAt = performance.now() + (repeatable ? patienceMs : 0);
      for (;;) {
        const answer = await ask(method, path, body, headers);
        if (answer.status < 300) return answer;
        if (!trouble.has(answer.status) || performance.now() >= giveUpAt)
          throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        await pause(100);
      }
    },
  };
}

const trouble = new Set([503, 504]);
const patienceMs = 20_000;
