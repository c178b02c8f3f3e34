import { Group, Stack, Tabs, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './snippets.module.css';

export interface Snippet {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly note?: ReactNode;
}

import { words } from './words.ts';

interface SnippetsProps {
  readonly label: string;
  readonly snippets: readonly Snippet[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The same thing for several tools, one at a time, to copy. */
export const Snippets = ({ label, snippets, chosen, onChoose }: SnippetsProps) => (
  <Tabs value={chosen} onChange={(id) => id && onChoose(id)} keepMounted={false}>
    <Tabs.List aria-label={label} mb="md">
      {snippets.map(({ id, name }) => (
        <Tabs.Tab key={id} value={id}>
          {name}
        </Tabs.Tab>
      ))}
    </Tabs.List>
    {snippets.map(({ id, name, code, note }) => (
      <Tabs.Panel key={id} value={id}>
        <Stack gap="xs">
          <pre className={classes.code} translate="no">
            <code>{code}</code>
          </pre>
          <Group justify="space-between" align="flex-start" gap="sm">
            <Text size="sm" c="dimmed" flex="1 1 240px">
              {note}
            </Text>
            <CopyButton what={words.linesFor(name)} give={() => code} />
          </Group>
        </Stack>
      </Tabs.Panel>
    ))}
  </Tabs>
);
