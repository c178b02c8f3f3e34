import { type Route, type RouteId, routes } from '@platform/console-api';
import type { Ground } from './ground.ts';
import type { OtherRow } from './other-table.ts';
import type { Persona } from './people.ts';
import type { RouteRow } from './route-table.ts';

/** What an endpoint said to somebody. */
export interface Heard {
  readonly who: string;
  readonly verdict: string;
  readonly text: string;
}

const placed = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? 'none');

/** `404 WORKSPACE_NOT_FOUND`; a success is its status alone. A stream is left as soon as it has begun. */
async function verdictOf(response: Response): Promise<{ verdict: string; text: string }> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { verdict: String(response.status), text: '' };
  }
  const text = await response.text();
  const { reason } = response.ok ? { reason: '' } : (JSON.parse(text) as { reason: string });
  return { verdict: reason ? `${response.status} ${reason}` : String(response.status), text };
}

interface Asking {
  readonly url: string;
  readonly row: OtherRow;
  readonly ground: Ground;
  readonly who: Persona;
}

async function ask(method: string, path: string, { url, row, ground, who }: Asking): Promise<Heard> {
  const query = new URLSearchParams(row.query?.(ground) ?? {});
  const address = `${url}${placed(path, row.path?.(ground) ?? {})}${query.size > 0 ? `?${query}` : ''}`;
  const body = row.body?.(ground, who);
  const response = await fetch(address, {
    method,
    headers: {
      cookie: ground.people[who].visitor.cookie(),
      ...(row.accept === undefined ? {} : { accept: row.accept }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  return { who, ...(await verdictOf(response)) };
}

/** Asks one route of the console's API as one person. */
export function askRoute(url: string, id: RouteId, row: RouteRow, ground: Ground, who: Persona): Promise<Heard> {
  const { method, path }: Route = routes[id];
  return ask(method.toUpperCase(), path, { url, row, ground, who });
}

/** Asks another way in as one person; one that takes any method with a method that no route takes. */
export function askWay(url: string, way: string, row: OtherRow, ground: Ground, who: Persona): Promise<Heard> {
  const [method = '', path = ''] = way.split(' ');
  const asked = { ALL: 'PUT', USE: 'GET' }[method] ?? method;
  return ask(asked, row.at ?? path, { url, row, ground, who });
}
