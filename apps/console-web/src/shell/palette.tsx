import '@mantine/spotlight/styles.layer.css';
import { useMantineColorScheme } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import {
  IconApi,
  IconBriefcase,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconRefreshAlert,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { workspacesQuery } from '../session/queries.ts';
import { useWorkspace } from '../session/use-workspace.ts';
import { iconOf } from './icons.ts';
import { useOwnSearch, useShownPages } from './use-shown-pages.ts';
import { useSignOut } from './use-sign-out.ts';
import { useSwitch } from './use-switch.ts';
import { words } from './words.ts';

interface PaletteProps {
  /** Counts how often it was asked for. */
  readonly asked: number;
  readonly onHelp: () => void;
}

const [store, spotlight] = createSpotlight();

/** Everything that one can go to or do, by name. */
export function Palette({ asked, onHelp }: PaletteProps) {
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const groups = [
    { group: words.groups.pages, actions: usePages() },
    { group: words.groups.actions, actions: useActions(onHelp) },
    { group: words.groups.workspaces, actions: useWorkspaces() },
  ];
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={groups.filter(({ actions }) => actions.length > 0)}
      nothingFound={words.palette.nothing}
      centered={false}
      yOffset={80}
      overlayProps={{ backgroundOpacity: 0.35 }}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': words.palette.label } }}
      searchProps={{ placeholder: words.palette.placeholder, 'aria-label': words.palette.label }}
    />
  );
}

function usePages(): SpotlightActionData[] {
  const navigate = useNavigate();
  const search = useOwnSearch();
  return useShownPages().map(({ id, path, name }) => {
    const Icon = iconOf[id];
    return {
      id,
      label: name,
      leftSection: Icon && <Icon size={18} aria-hidden />,
      onClick: () => void navigate({ to: path, search }),
    };
  });
}

function useWorkspaces(): SpotlightActionData[] {
  const { data: all = [] } = useQuery(workspacesQuery);
  const current = useWorkspace();
  const switchTo = useSwitch();
  return all
    .filter(({ workspace }) => workspace.id !== current?.workspace.id)
    .map(({ workspace: { id, name } }) => ({
      id,
      label: words.switchTo(name),
      leftSection: <IconBriefcase size={18} aria-hidden />,
      onClick: () => switchTo(id),
    }));
}

function useActions(onHelp: () => void): SpotlightActionData[] {
  const navigate = useNavigate();
  const current = useWorkspace();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const reset = {
    id: 'reset-token',
    label: words.resetToken,
    description: words.resetTokenSays,
    leftSection: <IconRefreshAlert size={18} aria-hidden />,
    onClick: () =>
      void navigate({ to: '/workspace/auth-tokens', search: { ws: current?.workspace.id, dialog: 'reset' } }),
  };
  const colours = (['light', 'dark', 'auto'] as const).map((scheme) => ({
    id: `colours-${scheme}`,
    label: words.coloursAre(words.theme[scheme]),
    leftSection: <IconMoon size={18} aria-hidden />,
    onClick: () => setColorScheme(scheme),
  }));
  return [
    ...(current ? [reset] : []),
    ...colours,
    {
      id: 'new-workspace',
      label: words.newWorkspace,
      leftSection: <IconPlus size={18} aria-hidden />,
      onClick: () => void navigate({ to: '/workspaces/new' }),
    },
    {
      id: 'reference',
      label: words.apiReference,
      leftSection: <IconApi size={18} aria-hidden />,
      onClick: () => location.assign('/reference'),
    },
    { id: 'help', label: words.shortcuts, leftSection: <IconKeyboard size={18} aria-hidden />, onClick: onHelp },
    { id: 'sign-out', label: words.signOut, leftSection: <IconLogout size={18} aria-hidden />, onClick: signOut },
  ];
}
