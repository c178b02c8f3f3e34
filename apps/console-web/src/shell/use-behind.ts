import { useNetwork } from '@mantine/hooks';
import { notifyManager, type Query, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isBehind } from '../api/query-client.ts';
import type { Hearing } from '../live/hearing.ts';
import { type Behind, behind } from './behind.ts';

/** A connection that comes back within this time is not worth a word. */
const graceMs = 3_000;

/** Why the page may be behind, once it has lasted for a moment. */
export function useBehind(hearing: Hearing['state']): Behind | undefined {
  const { online } = useNetwork();
  const isFailing = useIsFailing();
  const isHeard = hearing === 'heard';
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (isHeard) return;
    const timer = setTimeout(() => setLong(true), graceMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isHeard]);
  return behind({ online, hearing, isLong, isFailing });
}

const isFailed = ({ state }: Query): boolean => isBehind(state);

/** Whether anything that the page shows could not be asked for again. */
function useIsFailing(): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (tell) => cache.subscribe(notifyManager.batchCalls(tell)),
    () => cache.findAll({ type: 'active', predicate: isFailed }).length > 0,
  );
}
