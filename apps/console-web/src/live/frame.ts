/** What is told of the event stream, and of its connection. */
export type Frame =
  /** Something was changed on the server: what, never its values. */
  | { readonly event: 'changed'; readonly about: readonly string[] }
  /** Some changes cannot be told any more: everything must be asked again. */
  | { readonly event: 'refresh' }
  /** Whether the server itself hears of changes. */
  | { readonly event: 'live'; readonly live: boolean }
  /** There is no connection; it comes back by itself. */
  | { readonly event: 'lost' }
  | { readonly event: 'signed-out'; readonly reason: string }
  | { readonly event: 'removed' };

/** The events that the server sends (contract of `GET /v1/events`). */
export const sent = ['changed', 'refresh', 'live', 'signed-out', 'removed'] as const;

/** Reads a frame. One that cannot be read may have been anything: everything is asked again. */
export function frameOf(event: (typeof sent)[number], data: unknown): Frame {
  const given = fieldsOf(data);
  switch (event) {
    case 'changed':
      return Array.isArray(given.about) ? { event, about: given.about.map(String) } : { event: 'refresh' };
    case 'live':
      return { event, live: given.live === true };
    case 'signed-out':
      return { event, reason: typeof given.reason === 'string' ? given.reason : 'SESSION_REVOKED' };
    case 'refresh':
    case 'removed':
      return { event };
  }
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(String(data)));
  } catch {
    return {};
  }
}

/** Nothing comes after these. */
export const isLast = ({ event }: Frame): boolean => event === 'signed-out' || event === 'removed';
