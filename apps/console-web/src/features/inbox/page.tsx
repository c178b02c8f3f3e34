import { Alert, Grid, Skeleton } from '@mantine/core';
import { PageHeader } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { localInboxQuery } from '../../session/local-inbox.ts';
import { Trouble } from '../../shell/trouble.tsx';
import { MailList } from './mail-list.tsx';
import { MailView } from './mail-view.tsx';
import { mailsQuery, mailsTo } from './mails.ts';
import { words } from './words.ts';

/** The mails of a development house, and one of them opened. Where there is no such thing, the page says so. */
export function InboxPage() {
  const { data: isThere } = useQuery(localInboxQuery);
  return (
    <>
      <PageHeader title={words.title} purpose={words.purpose} />
      {isThere === undefined && <Skeleton height={320} />}
      {isThere === false && (
        <Alert title={words.absent} color="gray">
          {words.absentSays}
        </Alert>
      )}
      {isThere && <Inbox />}
    </>
  );
}

function Inbox() {
  const { to = '', mail } = useSearch({ from: '/anybody/inbox' });
  const navigate = useNavigate({ from: '/inbox' });
  const { data, error, refetch } = useQuery(mailsQuery);
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />;
  const shown = mailsTo(data, to);
  const opened = data.find(({ id }) => id === mail);
  const filter = (address: string) =>
    void navigate({ search: (now) => ({ ...now, to: address || undefined }), replace: true });
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 5 }}>
        <MailList mails={shown} to={to} opened={mail} onFilter={filter} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <MailView mail={opened} />
      </Grid.Col>
    </Grid>
  );
}
