import { type Frame, openStream } from './stream.ts';

/**
 * One connection for all tabs of this browser that look at the same workspace: the tab that holds the lock listens and tells
 * the others; when it closes, the next one takes over. (A browser opens six connections to a host at most.)
 */
export function sharedStream(workspaceId: string, tell: (frame: Frame) => void, signal: AbortSignal): void {
  const name = `live:${workspaceId}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }) => tell(data as Frame));
  signal.addEventListener('abort', () => channel.close(), { once: true });
  const url = `/v1/events${workspaceId ? `?workspace_id=${encodeURIComponent(workspaceId)}` : ''}`;

  const lead = () =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      // What was missed while another tab stopped leading is asked again.
      tell({ event: 'refresh' });
      openStream(
        url,
        (frame) => {
          channel.postMessage(frame);
          tell(frame);
        },
        signal,
      );
    });
  navigator.locks.request(name, { signal }, lead).catch(() => undefined);
}
