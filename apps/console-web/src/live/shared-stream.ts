import type { Frame } from './frame.ts';
import { whileAlone, withOneOf } from './lock.ts';
import { openStream } from './stream.ts';

/** Said by a tab that has just begun to listen. */
const ask = { event: 'ask' } as const;
type Message = Frame | typeof ask;

/** A browser opens six connections to a host at most (HTTP/1.1): some must be left for the pages themselves. */
const connections = ['live-connection-1', 'live-connection-2', 'live-connection-3', 'live-connection-4'];

interface Listening {
  /** Tabs of one session share a connection, those of another person who signs in afterwards do not. */
  readonly sessionId: string;
  /** Empty: none yet. */
  readonly workspaceId: string;
  readonly tell: (frame: Frame) => void;
  readonly signal: AbortSignal;
}

/**
 * One connection for all tabs of this browser that look at the same workspace: the tab that holds the lock listens and tells
 * the others; when it closes, the next one takes over. A tab that comes later asks how things stand.
 */
export function sharedStream({ sessionId, workspaceId, tell, signal }: Listening): void {
  if (signal.aborted) return;
  const name = `live:${sessionId}:${workspaceId}`;
  const channel = new BroadcastChannel(name);
  let standing: Frame | undefined;
  let leads = false;
  const hear = (frame: Frame): void => {
    if (frame.event === 'live' || frame.event === 'lost') standing = frame;
    tell(frame);
  };
  const say = (message: Message): void => channel.postMessage(message);

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.event !== 'ask') hear(data);
    else if (leads && standing) say(standing);
  });
  signal.addEventListener('abort', () => channel.close(), { once: true });
  say(ask);

  whileAlone(name, signal, () => {
    const takesOver = standing !== undefined;
    leads = true;
    const announce = (frame: Frame): void => {
      if (signal.aborted) return;
      say(frame);
      hear(frame);
    };
    withOneOf(connections, signal, () => openStream({ url: urlOf(workspaceId), tell: announce, signal, takesOver }));
  });
}

const urlOf = (workspaceId: string): string =>
  `/v1/events${workspaceId ? `?${new URLSearchParams({ workspace_id: workspaceId })}` : ''}`;
