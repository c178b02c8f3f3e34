export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Somebody at the console's HTTP API, with a cookie jar as a browser has one. */
export interface Visitor {
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** As `ask`, and raises an Error that names request and refusal unless the answer is a success. */
  must(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  cookie(): string;
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

/** The text at a place of an answer: `textAt(answer, 'workspace', 'id')`. Raises an Error when there is none. */
export function textAt(answer: Answer, ...path: readonly string[]): string {
  let value: unknown = answer.body;
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
  if (typeof value === 'string') return value;
  throw new Error(`there is no ${path.join('.')} in ${JSON.stringify(answer.body)}`);
}

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
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...json, cookie: cookie(), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    remember(response.headers);
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
  return {
    ask,
    cookie,
    must: async (method, path, body, headers) => {
      const answer = await ask(method, path, body, headers);
      if (answer.status < 300) return answer;
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
  };
}
