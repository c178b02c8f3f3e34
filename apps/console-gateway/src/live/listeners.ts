import { CodedError } from '@platform/kernel';
import type { Line } from './line.ts';
import type { Audience } from './meaning.ts';
import type { Listener } from './right-to-listen.ts';
import { belongs, type Viewer } from './sight.ts';

/** One open page. */
export interface OpenPage {
  readonly line: Line;
  readonly listener: Listener;
  viewer: Viewer;
  /** When its right is looked at again, and when it last was known. */
  lookAt: number;
  knownAt: number;
  beatAt: number;
}

/** All open pages of this process, found by whom something concerns. */
export interface Listeners {
  /** Raises STREAM_LIMIT_REACHED when the session or the process has too many. */
  mustHaveRoom(sessionId: string): void;
  add(page: OpenPage): void;
  remove(page: OpenPage): void;
  within(audience: Audience): readonly OpenPage[];
  all(): Iterable<OpenPage>;
  size(): number;
}

export interface Room {
  readonly perSession: number;
  readonly inTotal: number;
}

type Index = Map<string, Set<OpenPage>>;

function file(index: Index, key: string | undefined, page: OpenPage): void {
  if (!key) return;
  const others = index.get(key);
  if (others) others.add(page);
  else index.set(key, new Set([page]));
}

function unfile(index: Index, key: string | undefined, page: OpenPage): void {
  const others = key && index.get(key);
  if (!others) return;
  others.delete(page);
  if (others.size === 0) index.delete(key);
}

const full = (limit: number, scope: string) =>
  new CodedError('STREAM_LIMIT_REACHED', { metadata: { limit: String(limit), scope }, retryAfterSeconds: 30 });

export function listenersOf({ perSession, inTotal }: Room): Listeners {
  const pages = new Set<OpenPage>();
  const [bySession, byUser, byWorkspace]: [Index, Index, Index] = [new Map(), new Map(), new Map()];
  return {
    mustHaveRoom: (sessionId) => {
      if ((bySession.get(sessionId)?.size ?? 0) >= perSession) throw full(perSession, 'session');
      if (pages.size >= inTotal) throw full(inTotal, 'gateway');
    },
    add: (page) => {
      const { sessionId, userId, workspaceId } = page.viewer;
      pages.add(page);
      file(bySession, sessionId, page);
      file(byUser, userId, page);
      file(byWorkspace, workspaceId, page);
    },
    remove: (page) => {
      const { sessionId, userId, workspaceId } = page.viewer;
      pages.delete(page);
      unfile(bySession, sessionId, page);
      unfile(byUser, userId, page);
      unfile(byWorkspace, workspaceId, page);
    },
    within: (audience) => {
      const { sessionId, userId, workspaceId } = audience;
      const near =
        (sessionId && bySession.get(sessionId)) || (userId && byUser.get(userId)) || byWorkspace.get(workspaceId ?? '');
      return [...(near || [])].filter(({ viewer }) => belongs(viewer, audience));
    },
    all: () => pages,
    size: () => pages.size,
  };
}
