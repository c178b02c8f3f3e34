import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { touched } from './about.ts';
import type { Frame } from './frame.ts';
import { type Hearing, heard, joining } from './hearing.ts';
import { sharedStream } from './shared-stream.ts';

interface Listening {
  readonly sessionId: string;
  /** Empty: none yet. */
  readonly workspaceId: string;
  /** The session has ended: why. */
  readonly onSignedOut: (reason: string) => void;
  /** The person is no member of the workspace any more. */
  readonly onRemoved: () => void;
}

/** While changes are not heard, everything that is shown is asked again this often. */
const pollMs = 15_000;

/** Keeps the open page true: what changed elsewhere is asked again. Gives how changes are heard. */
export function useLive({ sessionId, workspaceId, onSignedOut, onRemoved }: Listening): Hearing['state'] {
  const queries = useQueryClient();
  const [state, setState] = useState(joining.state);
  const act = useEffectEvent((frame: Frame) => {
    if (frame.event === 'signed-out') onSignedOut(frame.reason);
    if (frame.event === 'removed') onRemoved();
    if (frame.event === 'changed')
      for (const key of touched(frame.about)) void queries.invalidateQueries({ queryKey: [key] });
  });

  useEffect(() => {
    const ended = new AbortController();
    let hearing = joining;
    setState(joining.state);
    const tell = (frame: Frame): void => {
      const { now, askAll } = heard(hearing, frame);
      hearing = now;
      setState(now.state);
      if (askAll) void queries.invalidateQueries();
      act(frame);
    };
    sharedStream({ sessionId, workspaceId, tell, signal: ended.signal });
    return () => ended.abort();
  }, [sessionId, workspaceId, queries]);

  useEffect(() => {
    if (state === 'heard') return;
    const timer = setInterval(() => void queries.invalidateQueries(), pollMs);
    return () => clearInterval(timer);
  }, [state, queries]);
  return state;
}
