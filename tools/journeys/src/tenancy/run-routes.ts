import { type Route, type RouteId, routes } from '@platform/console-api';
import type { Ground } from './ground.ts';
import type { Persona } from './people.ts';
import type { RouteRow } from './route-table.ts';

/** What an endpoint said to somebody. */
export interface Heard {
  readonly who: string;
  readonly verdict: string;
  readonly text: string;
}

const placed = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');

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

/** Asks one route as one person. */
export async function askRoute(
  gatewayUrl: string,
  id: RouteId,
  row: RouteRow,
  ground: Ground,
  who: Persona,
): Promise<Heard> {
  const route: Route = routes[id];
  const query = new URLSearchParams(row.query?.(ground) ?? {});
  const url = `${gatewayUrl}${placed(route.path, row.path?.(ground) ?? {})}${query.size > 0 ? `?${query}` : ''}`;
  const body = row.body?.(ground, who);
  const response = await fetch(url, {
    method: route.method.toUpperCase(),
    headers: {
      cookie: ground.people[who].visitor.cookie(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  return { who, ...(await verdictOf(response)) };
}
