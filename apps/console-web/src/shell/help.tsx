import { Group, Kbd, Modal, Stack, Switch, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { jumps } from './keys.ts';
import { singlesAreOn, turnSingles } from './shortcuts.ts';
import { useShownPages } from './use-shown-pages.ts';
import { words } from './words.ts';

interface HelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface Row {
  readonly keys: readonly string[];
  readonly between?: string;
  readonly does: string;
}

/** Every key that does something, and the switch for those that are single letters. */
export function Help({ opened, onClose }: HelpProps) {
  const [singles, setSingles] = useState(singlesAreOn);
  const rows = useRows();
  return (
    <Modal opened={opened} onClose={onClose} title={words.help.title} returnFocus>
      <Stack>
        <Table verticalSpacing={6}>
          <VisuallyHidden component="thead">
            <tr>
              <th>{words.help.keys}</th>
              <th>{words.help.does}</th>
            </tr>
          </VisuallyHidden>
          <Table.Tbody>
            {rows.map((row) => (
              <HelpRow key={row.does} {...row} />
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          label={words.help.single}
          description={words.help.singleSays}
          checked={singles}
          onChange={({ currentTarget: { checked } }) => {
            turnSingles(checked);
            setSingles(checked);
          }}
        />
      </Stack>
    </Modal>
  );
}

const HelpRow = ({ keys: [first, second], between, does }: Row) => (
  <Table.Tr>
    <Table.Td w={150}>
      <Group gap={6}>
        <Kbd>{first}</Kbd>
        {second && (
          <>
            <Text size="xs" c="dimmed">
              {between}
            </Text>
            <Kbd>{second}</Kbd>
          </>
        )}
      </Group>
    </Table.Td>
    <Table.Td>{does}</Table.Td>
  </Table.Tr>
);

function useRows(): readonly Row[] {
  const shown = useShownPages();
  const { followedBy, either, palette, search, help, close, escapeKey } = words.help;
  return [
    { keys: ['Ctrl K', '⌘K'], between: either, does: palette },
    ...jumps
      .filter(({ id }) => shown.some((page) => page.id === id))
      .map(({ key, name }) => ({ keys: ['g', key], between: followedBy, does: words.goTo(name) })),
    { keys: ['/'], does: search },
    { keys: ['?'], does: help },
    { keys: [escapeKey], does: close },
  ];
}
