import { Anchor, Container, Group, Text } from '@mantine/core';
import { Link, Outlet, useRouteContext } from '@tanstack/react-router';
import { Shell } from './shell.tsx';
import { StateBar } from './state-bar.tsx';
import { useBehind } from './use-behind.ts';
import { words } from './words.ts';

/** Around a page that is there for everybody: who is signed in keeps the sidebar. */
export function ForAnybody() {
  const { isSignedIn } = useRouteContext({ from: '/anybody' });
  return isSignedIn ? <Shell /> : <Plain />;
}

/** Nothing is heard here, and nothing has to be: what these pages show they ask for by themselves. */
function Plain() {
  const behind = useBehind('heard');
  return (
    <Container size="lg" py="md">
      <Group justify="space-between" component="header" mb="xl">
        <Text fw={600}>{words.product}</Text>
        <Anchor component={Link} to="/" size="sm">
          {words.home}
        </Anchor>
      </Group>
      <main>
        <StateBar behind={behind} />
        <Outlet />
      </main>
    </Container>
  );
}
