import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workspacesQuery } from '../session/queries.ts';
import { useWorkspace } from '../session/use-workspace.ts';
import { useSwitch } from './use-switch.ts';
import { words } from './words.ts';

/** Which workspace the pages are about; it stands in the address. */
export function WorkspaceSwitcher() {
  const { data: all = [] } = useQuery(workspacesQuery);
  const current = useWorkspace();
  const switchTo = useSwitch();
  if (!current) return null;
  return (
    <Menu position="bottom-start" width={216} withinPortal={false}>
      <Menu.Target>
        <Button
          variant="default"
          px="xs"
          justify="space-between"
          rightSection={<IconSelector size={14} aria-hidden />}
          aria-label={words.workspaceOf(current.workspace.name)}
        >
          <Text span truncate>
            {current.workspace.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="60dvh" style={{ overflowY: 'auto' }}>
        <Menu.Label>{words.workspace}</Menu.Label>
        {all.map(({ workspace: { id, name } }) => (
          <Menu.Item
            key={id}
            onClick={() => switchTo(id)}
            style={{ overflowWrap: 'anywhere' }}
            rightSection={id === current.workspace.id && <IconCheck size={14} aria-label={words.chosen} />}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/workspaces/new" leftSection={<IconPlus size={14} aria-hidden />}>
          {words.newWorkspace}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
