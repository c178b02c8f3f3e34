import { Button, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconChevronDown, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../session/queries.ts';
import { useSignOut } from './use-sign-out.ts';
import { words } from './words.ts';

const schemes = ['light', 'dark', 'auto'] as const;

/** One's name at the top left (S-8): colours, help and the way out. */
export function PersonMenu({ onHelp }: { readonly onHelp: () => void }) {
  const { data } = useQuery(meQuery);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  if (!data) return null;
  return (
    <Menu position="bottom-start" width={216} withinPortal={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          justify="space-between"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <Text span fw={600} truncate>
            {data.user.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label style={{ overflowWrap: 'anywhere' }}>{data.user.email}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{words.colours}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={scheme === colorScheme && <IconCheck size={14} aria-label={words.chosen} />}
          >
            {words.theme[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={14} aria-hidden />} onClick={onHelp}>
          {words.shortcuts}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} aria-hidden />} onClick={signOut}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
