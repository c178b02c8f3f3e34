import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { TimesProvider } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouteContext } from '@tanstack/react-router';
import { useEffect } from 'react';
import { HearingProvider } from '../live/hearing-of-page.ts';
import { useLive } from '../live/use-live.ts';
import { meQuery } from '../session/queries.ts';
import { takeOut } from '../session/take-out.ts';
import { timesOf } from '../session/times.ts';
import { useWorkspace } from '../session/use-workspace.ts';
import { Overlays } from './overlays.tsx';
import { Sidebar } from './sidebar.tsx';
import { SkipLink } from './skip-link.tsx';
import { StateBar } from './state-bar.tsx';
import { useBehind } from './use-behind.ts';
import { useOverlays } from './use-overlays.ts';
import { useRemoved } from './use-removed.ts';
import { words } from './words.ts';

/** The frame around the pages of somebody who is signed in: sidebar, page, and the ear that keeps the page true. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const { data: me } = useQuery(meQuery);
  const hearing = useEars(me?.session.id ?? '');
  const behind = useBehind(hearing);
  const overlays = useOverlays();
  useRemoved();
  useEscape(opened, close);
  return (
    <TimesProvider value={timesOf(me?.user ?? { locale: 'en', time_zone: '' })}>
      <AppShell
        navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        header={{ height: { base: 48, sm: 0 } }}
        padding={{ base: 'md', sm: 'xl' }}
      >
        <SkipLink />
        <AppShell.Header hiddenFrom="sm" px="md">
          <Group h="100%" gap="sm">
            <Burger opened={opened} onClick={toggle} size="sm" aria-label={words.menu} aria-expanded={opened} />
            <Text fw={600}>{words.product}</Text>
          </Group>
        </AppShell.Header>
        <Sidebar opened={opened} onGo={close} onPalette={overlays.openPalette} onHelp={overlays.openHelp} />
        <AppShell.Main id="content" tabIndex={-1} maw={1440}>
          <StateBar behind={behind} />
          <HearingProvider value={hearing}>
            <Outlet />
          </HearingProvider>
        </AppShell.Main>
      </AppShell>
      <Overlays {...overlays} />
    </TimesProvider>
  );
}

/** Hears what changes on the server; a session that was ended anywhere ends here at once. */
function useEars(sessionId: string) {
  const { leave, queries } = useRouteContext({ from: '__root__' });
  const workspaceId = useWorkspace()?.workspace.id ?? '';
  return useLive({ sessionId, workspaceId, onSignedOut: leave, onRemoved: () => void takeOut(queries, workspaceId) });
}

/** The drawer of a small screen closes as everything does. */
function useEscape(opened: boolean, close: () => void): void {
  useEffect(() => {
    if (!opened) return;
    const left = new AbortController();
    const press = ({ key }: KeyboardEvent) => key === 'Escape' && close();
    document.addEventListener('keydown', press, { signal: left.signal });
    return () => left.abort();
  }, [opened, close]);
}
