import { AppShell, Kbd, NavLink, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconApi, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { iconOf } from './icons.ts';
import { PersonMenu } from './person-menu.tsx';
import classes from './sidebar.module.css';
import { useOwnSearch, useShownPages } from './use-shown-pages.ts';
import { words } from './words.ts';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

interface SidebarProps {
  /** On a small screen it is a drawer. */
  readonly opened: boolean;
  readonly onGo: () => void;
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

/** Who one is, which workspace, and where one can go. */
export const Sidebar = ({ opened, onGo, onPalette, onHelp }: SidebarProps) => (
  <AppShell.Navbar p="sm" className={opened ? '' : classes.closed} aria-label={words.navigation}>
    <Stack gap="xs">
      <PersonMenu onHelp={onHelp} />
      <WorkspaceSwitcher />
      <UnstyledButton className={classes.search} onClick={onPalette}>
        <IconSearch size={14} aria-hidden />
        <span>{words.palette.placeholder}</span>
        <Kbd size="xs" aria-hidden>
          {commandKey}
        </Kbd>
      </UnstyledButton>
    </Stack>
    <ScrollArea flex={1} mt="md" type="auto">
      <PageLinks onGo={onGo} />
    </ScrollArea>
    <NavLink href="/reference" label={words.apiReference} leftSection={<IconApi size={16} aria-hidden />} />
  </AppShell.Navbar>
);

const commandKey = /Mac|iP/.test(navigator.platform) ? '⌘K' : 'Ctrl K';

function PageLinks({ onGo }: Pick<SidebarProps, 'onGo'>) {
  const { pathname } = useLocation();
  const shown = useShownPages();
  const search = useOwnSearch();
  const groups = [...new Set(shown.map(({ group }) => group))];
  return groups.map((group) => {
    const pages = shown.filter((page) => page.group === group);
    return (
      <Stack key={group} gap={0} mb="md" role="group" aria-label={group}>
        <Text size="xs" c="dimmed" fw={600} px="sm" pb={4} aria-hidden>
          {group}
        </Text>
        {pages.map(({ id, path, name }) => {
          const Icon = iconOf[id];
          return (
            <NavLink
              key={path}
              renderRoot={(props) => <Link {...props} to={path as '/profile'} search={search} onClick={onGo} />}
              bdrs={6}
              label={name}
              active={pathname === path}
              aria-current={pathname === path ? 'page' : undefined}
              leftSection={Icon && <Icon size={16} aria-hidden />}
            />
          );
        })}
      </Stack>
    );
  });
}
