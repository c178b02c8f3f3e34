import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: string;
  /** One line: what the page is for. */
  readonly purpose: string;
  /** At most one primary button. */
  readonly action?: ReactNode;
}

/** The head of a page; its title is the page's only h1. */
export const PageHeader = ({ title, purpose, action }: PageHeaderProps) => (
  <Group justify="space-between" align="flex-start" mb="lg" wrap="wrap">
    <Stack gap={2}>
      <Title order={1}>{title}</Title>
      <Text c="dimmed">{purpose}</Text>
    </Stack>
    {action}
  </Group>
);
