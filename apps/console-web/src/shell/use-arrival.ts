import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { nameAt } from '../pages.ts';
import { words } from './words.ts';

/**
 * When another page has come, it is told: the tab carries its name, and the focus is on its title, unless the page has put it
 * into a field already. What only changes in the address (a filter, an open mail) moves nothing.
 */
export function useArrival(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ toLocation, fromLocation, pathChanged }) => {
        // Pages with one thing to do begin in its field, and their title tells how far one is: they see to it themselves.
        if (router.state.matches.some(({ routeId }) => routeId === '/outside')) return;
        document.title = words.titled(nameAt(toLocation.pathname) ?? words.notFound);
        if (fromLocation && pathChanged) focusOnTitle();
      }),
    [router],
  );
}

function focusOnTitle(): void {
  const main = document.querySelector('main');
  if (main?.contains(document.activeElement) && document.activeElement !== main) return;
  const title = main?.querySelector('h1');
  if (title && !title.hasAttribute('tabindex')) title.setAttribute('tabindex', '-1');
  title?.focus();
}
