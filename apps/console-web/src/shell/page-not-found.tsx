import { Anchor, Container, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { words } from './words.ts';

/** Nothing stands at this address. */
export const PageNotFound = () => (
  <Container component="main" size="sm" py="xl">
    <Stack>
      <Title order={1}>{words.notFound}</Title>
      <Text>{words.notFoundDetail}</Text>
      <Anchor component={Link} to="/">
        {words.home}
      </Anchor>
    </Stack>
  </Container>
);
