import { Stack, Text, TextInput } from '@mantine/core';
import { Instant, useFlash } from '@platform/ui';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import classes from './mail-list.module.css';
import type { MailSummary } from './mails.ts';
import { words } from './words.ts';

interface MailListProps {
  readonly mails: readonly MailSummary[];
  /** The filter as it stands in the address. */
  readonly to: string;
  readonly opened: string | undefined;
  readonly onFilter: (address: string) => void;
}

/** The mails, the latest first, and the filter by address. */
export function MailList({ mails, to, opened, onFilter }: MailListProps) {
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  return (
    <Stack gap="sm">
      <TextInput
        type="search"
        label={words.search}
        placeholder={words.searchHint}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={to}
        onChange={({ currentTarget: { value } }) => onFilter(value)}
      />
      <Text size="xs" c="dimmed" role="status">
        {words.count(mails.length)}
      </Text>
      {mails.length === 0 && <None to={to} />}
      <ul className={classes.list} aria-label={words.list}>
        {mails.map((mail) => (
          <MailRow key={mail.id} mail={mail} isOpen={mail.id === opened} isNew={isShown} />
        ))}
      </ul>
    </Stack>
  );
}

interface MailRowProps {
  readonly mail: MailSummary;
  readonly isOpen: boolean;
  readonly isNew: boolean;
}

function MailRow({ mail: { id, to, subject, received_at }, isOpen, isNew }: MailRowProps) {
  const row = useFlash<HTMLLIElement>(id, { appearing: isNew });
  return (
    <li ref={row} className={classes.row} data-open={isOpen || undefined}>
      <Link
        to="/inbox"
        search={(now) => ({ ...now, mail: id })}
        className={classes.link}
        aria-current={isOpen ? 'true' : undefined}
      >
        {subject}
      </Link>
      <Text size="sm" c="dimmed" className={classes.details}>
        {to.join(', ')} · <Instant at={received_at} />
      </Text>
    </li>
  );
}

const None = ({ to }: { readonly to: string }) => (
  <Stack gap={2} py="md">
    <Text fw={500}>{to ? words.noneTo(to) : words.none}</Text>
    <Text size="sm" c="dimmed">
      {to ? words.noneToSays : words.noneSays}
    </Text>
  </Stack>
);
