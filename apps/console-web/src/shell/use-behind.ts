import { useNetwork } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Hearing } from '../live/hearing.ts';
import type { Behind } from './state-bar.tsx';

/** A connection that comes back within this time is not worth a word. */
const graceMs = 3_000;

/** Why the page may be behind, once it has lasted for a moment. */
export function useBehind(hearing: Hearing['state']): Behind | undefined {
  const { online } = useNetwork();
  const isHeard = hearing === 'heard';
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (isHeard) return;
    const timer = setTimeout(() => setLate(true), graceMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isHeard]);
  if (!online) return 'offline';
  if (!isLate || isHeard) return undefined;
  return hearing === 'deaf' ? 'deaf' : 'lost';
}
