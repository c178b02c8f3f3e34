import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { call } from '../api/client.ts';
import { meQuery } from '../session/queries.ts';
import { words } from './words.ts';

const schemes = ['light', 'dark', 'auto'] as const;

/** One's name at the top left (S-8): colours and the way out. */
export function PersonMenu() {
  const { data } = useQuery(meQuery);
  const { leave } = useRouteContext({ from: '/inside' });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useMutation({ mutationFn: () => call('signOut'), onSettled: () => leave('') });
  return (
    <Menu position="bottom-start" width={216}>
      <Menu.Target>
        <Button variant="subtle" color="gray" justify="space-between" rightSection={<IconChevronDown size={14} />}>
          {data?.user.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.colours}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={scheme === colorScheme && <IconCheck size={14} aria-label="chosen" />}
          >
            {words.theme[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={14} aria-hidden />} onClick={() => signOut.mutate()}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
