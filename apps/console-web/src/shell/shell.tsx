import { Alert, AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure, useNetwork } from '@mantine/hooks';
import { Outlet, useNavigate, useRouteContext } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useLive } from '../live/use-live.ts';
import { useWorkspace } from '../session/use-workspace.ts';
import { Sidebar } from './sidebar.tsx';
import { SkipLink } from './skip-link.tsx';
import { words } from './words.ts';

/** The frame around the pages of somebody who is signed in: sidebar, page, and the ear that keeps the page true. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const live = useEars();
  const { online } = useNetwork();
  return (
    <AppShell
      layout="alt"
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      header={{ height: { base: 48, sm: 0 } }}
      padding="lg"
    >
      <SkipLink />
      <AppShell.Header hiddenFrom="sm" px="md">
        <Group h="100%">
          <Burger opened={opened} onClick={toggle} size="sm" aria-label={words.menu} />
          <Text fw={600}>{words.product}</Text>
        </Group>
      </AppShell.Header>
      <Sidebar onGo={close} />
      <AppShell.Main id="content" tabIndex={-1} maw={1200}>
        {(!online || !live) && (
          <Alert role="status" color="orange" variant="light" py={6} mb="md">
            {words.offline}
          </Alert>
        )}
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

/** Hears what changes on the server; a session that was ended anywhere ends here at once. */
function useEars(): boolean {
  const { leave, queries } = useRouteContext({ from: '/inside' });
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const onRemoved = useCallback(() => {
    queries.clear();
    void navigate({ to: '/', search: {} });
  }, [navigate, queries]);
  return useLive(workspace?.workspace.id ?? '', { onSignedOut: leave, onRemoved });
}
