import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { goToSearch } from './go-to-search.ts';
import { useKeys } from './use-keys.ts';
import { useOwnSearch, useShownPages } from './use-shown-pages.ts';

/** What lies over the pages, and the keys that open it. */
export function useOverlays() {
  const [asked, setAsked] = useState(0);
  const [isHelping, setHelping] = useState(false);
  const navigate = useNavigate();
  const shown = useShownPages();
  const search = useOwnSearch();
  const openPalette = useCallback(() => setAsked((count) => count + 1), []);
  const openHelp = useCallback(() => setHelping(true), []);
  const closeHelp = useCallback(() => setHelping(false), []);

  useKeys((deed) => {
    if (deed === 'palette') openPalette();
    else if (deed === 'help') openHelp();
    else if (deed === 'search') goToSearch();
    else {
      const page = shown.find(({ id }) => id === deed.goTo);
      if (page) void navigate({ to: page.path, search });
    }
  });
  return { asked, isHelping, openPalette, openHelp, closeHelp };
}
