import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { Instant, useFlash } from '@platform/ui';
import { IconDeviceDesktop, IconDeviceMobile, IconTerminal2 } from '@tabler/icons-react';
import type { Session } from './queries.ts';
import classes from './session-row.module.css';
import { userAgentInWords } from './user-agent.ts';
import { words } from './words.ts';

interface SessionRowProps {
  readonly session: Session;
  /** It came while the list was already shown. */
  readonly isNew: boolean;
  readonly onEnd: () => void;
}

/** One session: which browser, from where, since when, until when. */
export function SessionRow({ session, isNew, onEnd }: SessionRowProps) {
  const row = useFlash<HTMLLIElement>(session.id, { appearing: isNew });
  const what = userAgentInWords(session.user_agent);
  const Icon = iconOf(what);
  const { created, seen, expires } = words.sessions.columns;
  return (
    <li ref={row} className={classes.row}>
      <Icon size={20} aria-hidden className={classes.icon} />
      <Stack gap={2} className={classes.text}>
        <Group gap="xs">
          <Text fw={500} title={session.user_agent}>
            {what}
          </Text>
          {session.current && (
            <Badge color="green" variant="light">
              {words.sessions.current}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {seen} {session.last_seen_at ? <Instant at={session.last_seen_at} /> : words.sessions.never} · {session.ip}
        </Text>
        <Text size="sm" c="dimmed">
          {created} <Instant at={session.created_at} /> · {expires} <Instant at={session.expires_at} />
        </Text>
      </Stack>
      {!session.current && (
        <Button variant="default" size="xs" onClick={onEnd} aria-label={words.sessions.endOf(what)}>
          {words.sessions.end}
        </Button>
      )}
    </li>
  );
}

const iconOf = (what: string) => {
  if (/ on (Android|iOS|iPadOS)$/.test(what)) return IconDeviceMobile;
  return what.includes(' on ') ? IconDeviceDesktop : IconTerminal2;
};
