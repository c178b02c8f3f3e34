import { Code, Paper, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Instant } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Trouble } from '../../shell/trouble.tsx';
import { frameDocument, frameRights } from './frame-document.ts';
import classes from './mail-view.module.css';
import { type MailSummary, mailQuery } from './mails.ts';
import { words } from './words.ts';

/** The opened mail, as it looks or as text. */
export function MailView({ mail }: { readonly mail: MailSummary | undefined }) {
  if (!mail) return <Text c="dimmed">{words.choose}</Text>;
  return (
    <Paper component="section" withBorder p="md" aria-label={words.frame(mail.subject)}>
      <Stack gap="sm">
        <Title order={2}>{mail.subject}</Title>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {words.from} {mail.from} · {words.to} {mail.to.join(', ')} · {words.at} <Instant at={mail.received_at} />
        </Text>
        <Content key={mail.id} mail={mail} />
      </Stack>
    </Paper>
  );
}

function Content({ mail }: { readonly mail: MailSummary }) {
  const { data, error, refetch } = useQuery(mailQuery(mail.id));
  const [view, setView] = useState('html');
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton height={360} />;
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={words.views}
        value={view}
        onChange={setView}
        data={[
          { value: 'html', label: words.html },
          { value: 'text', label: words.text },
        ]}
      />
      {view === 'html' ? (
        <iframe
          className={classes.frame}
          title={words.frame(mail.subject)}
          sandbox={frameRights}
          srcDoc={frameDocument(data.html)}
        />
      ) : (
        <Code block className={classes.text}>
          {data.text}
        </Code>
      )}
    </>
  );
}
