import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { call } from '../api/client.ts';

/**
 * Who is signed in already is led on, also when it happened in another tab. Asked past what the pages know: that nobody is
 * there is no news here.
 */
export function useLedOn(next: string): void {
  const router = useRouter();
  useEffect(() => {
    const left = new AbortController();
    const ask = async (): Promise<void> => {
      const me = await call('getMe', { signal: left.signal }).catch(() => undefined);
      if (me && !left.signal.aborted) await router.navigate({ href: next, replace: true });
    };
    void ask();
    window.addEventListener('focus', () => void ask(), { signal: left.signal });
    return () => left.abort();
  }, [next, router]);
}
