import { AppShell, NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { IconApi } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { type Page, type PageId, pages } from '../pages.ts';
import { useWorkspace } from '../session/use-workspace.ts';
import { iconOf } from './icons.ts';
import { PersonMenu } from './person-menu.tsx';
import { words } from './words.ts';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

const groups = ['Workspace', 'Account', 'Development'] as const;
const entries = Object.entries(pages) as readonly [PageId, Page][];

/** Where one can go; `onGo` closes the drawer of a small screen. */
export function Sidebar({ onGo }: { readonly onGo: () => void }) {
  const hasWorkspace = useWorkspace() !== undefined;
  const { pathname } = useLocation();
  const shown = entries.filter(([, { group, needs }]) => group && (hasWorkspace || needs !== 'workspace'));
  return (
    <AppShell.Navbar p="sm" aria-label={words.navigation}>
      <PersonMenu />
      <WorkspaceSwitcher />
      <ScrollArea flex={1} mt="sm">
        {groups.map((group) => (
          <Stack key={group} gap={0} mb="md">
            <Text size="xs" c="dimmed" fw={600} px="sm" pb={4}>
              {group}
            </Text>
            {shown
              .filter(([, page]) => page.group === group)
              .map(([id, { path, name }]) => {
                const Icon = iconOf[id];
                return (
                  <NavLink
                    key={path}
                    component={Link}
                    to={path}
                    search={true}
                    label={name}
                    active={pathname === path}
                    onClick={onGo}
                    leftSection={Icon && <Icon size={16} aria-hidden />}
                  />
                );
              })}
          </Stack>
        ))}
      </ScrollArea>
      <NavLink href="/reference" label={words.apiReference} leftSection={<IconApi size={16} aria-hidden />} />
    </AppShell.Navbar>
  );
}
