import { Center, Paper, Stack, Text } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { words } from './words.ts';

/** The frame of the pages before one is signed in: one card, one thing to do. */
export const Outside = () => (
  <Center component="main" mih="100dvh" px="md" py="xl">
    <Stack w="100%" maw={420} gap="md">
      <Text fw={600} ta="center" size="lg">
        {words.product}
      </Text>
      <Paper withBorder p="xl">
        <Outlet />
      </Paper>
    </Stack>
  </Center>
);
