import { Button, Menu } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { workspacesQuery } from '../session/queries.ts';
import { useWorkspace } from '../session/use-workspace.ts';
import { words } from './words.ts';

/** Which workspace the pages are about; it stands in the address. */
export function WorkspaceSwitcher() {
  const { data: all = [] } = useQuery(workspacesQuery);
  const current = useWorkspace();
  const navigate = useNavigate();
  if (!current) return null;
  return (
    <Menu position="bottom-start" width={216}>
      <Menu.Target>
        <Button
          variant="default"
          justify="space-between"
          rightSection={<IconSelector size={14} aria-hidden />}
          aria-label={`${words.workspace}: ${current.workspace.name}`}
        >
          {current.workspace.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.workspace}</Menu.Label>
        {all.map(({ workspace: { id, name } }) => (
          <Menu.Item
            key={id}
            onClick={() => void navigate({ to: '/workspace/my-license', search: { ws: id } })}
            rightSection={id === current.workspace.id && <IconCheck size={14} aria-label="chosen" />}
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
