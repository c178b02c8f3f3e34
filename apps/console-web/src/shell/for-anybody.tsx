import { Anchor, Container, Group, Text } from '@mantine/core';
import { Link, Outlet, useRouteContext } from '@tanstack/react-router';
import { Shell } from './shell.tsx';
import { words } from './words.ts';

/** Around a page that is there for everybody: who is signed in keeps the sidebar. */
export function ForAnybody() {
  const { isSignedIn } = useRouteContext({ from: '/anybody' });
  return isSignedIn ? <Shell /> : <Plain />;
}

const Plain = () => (
  <Container size="lg" py="md">
    <Group justify="space-between" component="header" mb="xl">
      <Text fw={600}>{words.product}</Text>
      <Anchor component={Link} to="/" size="sm">
        {words.home}
      </Anchor>
    </Group>
    <main>
      <Outlet />
    </main>
  </Container>
);
