import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { touched } from './about.ts';
import { sharedStream } from './shared-stream.ts';
import type { Frame } from './stream.ts';

interface Listening {
  /** The session has ended: why. */
  readonly onSignedOut: (reason: string) => void;
  /** The person is no member of the workspace any more. */
  readonly onRemoved: () => void;
}

/**
 * Keeps the open page true: what changed elsewhere is asked again. Gives whether changes are being heard; while they are
 * not, everything is asked again every 15 seconds.
 */
export function useLive(workspaceId: string, { onSignedOut, onRemoved }: Listening): boolean {
  const queries = useQueryClient();
  const [live, setLive] = useState(true);

  useEffect(() => {
    const ended = new AbortController();
    const hear = (frame: Frame): void => {
      switch (frame.event) {
        case 'changed':
          for (const key of touched(frame.about)) void queries.invalidateQueries({ queryKey: [key] });
          break;
        case 'refresh':
          void queries.invalidateQueries();
          break;
        case 'live':
          setLive(frame.live);
          break;
        case 'signed-out':
          onSignedOut(frame.reason);
          break;
        case 'removed':
          onRemoved();
          break;
      }
    };
    sharedStream(workspaceId, hear, ended.signal);
    return () => ended.abort();
  }, [workspaceId, queries, onSignedOut, onRemoved]);

  useEffect(() => {
    if (live) return;
    const timer = setInterval(() => void queries.invalidateQueries(), 15_000);
    return () => clearInterval(timer);
  }, [live, queries]);
  return live;
}
