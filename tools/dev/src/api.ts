export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Somebody who speaks JSON with an HTTP API and keeps its session cookie. */
export interface Api {
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** As `ask`; raises an Error that names request and answer unless it is a success. */
  must(method: string, path: string, body?: unknown): Promise<Answer>;
}

export function api(baseUrl: string): Api {
  let cookie = '';
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const must = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await ask(method, path, body);
    if (answer.status < 300) return answer;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  return { ask, must };
}

/** What stands at a place of an answer. Raises an Error when nothing does. */
export function fieldOf<T>(body: unknown, ...path: readonly string[]): T {
  let value: unknown = body;
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
  if (value !== undefined) return value as T;
  throw new Error(`there is no ${path.join('.')} in ${JSON.stringify(body)}`);
}
