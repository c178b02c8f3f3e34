import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Trouble } from '../../shell/trouble.tsx';
import { ConfirmEnd, type Ending } from './confirm-end.tsx';
import { sessionsQuery } from './queries.ts';
import { SessionRow } from './session-row.tsx';
import { words } from './words.ts';

/** Where one is signed in; each can be ended, and all others at once. */
export function Sessions() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<Ending>();
  const [receipt, setReceipt] = useState('');
  const isShown = useShown(data !== undefined);
  const others = (data ?? []).filter(({ current }) => !current);
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton height={72} />;
  return (
    <Stack gap="sm">
      <Receipt says={receipt} onDismiss={() => setReceipt('')} />
      <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {data.map((session) => (
          <SessionRow key={session.id} session={session} isNew={isShown} onEnd={() => setEnding(session)} />
        ))}
      </Stack>
      {others.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.sessions.noOthers}
        </Text>
      ) : (
        <Button variant="default" color="red" style={{ alignSelf: 'flex-start' }} onClick={() => setEnding('others')}>
          {words.sessions.endOthers(others.length)}
        </Button>
      )}
      <ConfirmEnd
        ending={ending}
        others={others}
        onKeep={() => setEnding(undefined)}
        onEnded={(says) => {
          setEnding(undefined);
          setReceipt(says);
        }}
      />
    </Stack>
  );
}

/** Whether the list was shown before: what comes then, is new. */
function useShown(isThere: boolean): boolean {
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(isThere), [isThere]);
  return isShown;
}

/** What was done. It takes the focus, since the row that had it is gone. */
function Receipt({ says, onDismiss }: { readonly says: string; readonly onDismiss: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (says) place.current?.focus();
  }, [says]);
  return (
    <div ref={place} role="status" tabIndex={-1} style={{ outline: 'none' }}>
      {says && (
        <Alert
          color="green"
          variant="light"
          withCloseButton
          closeButtonLabel={words.sessions.dismiss}
          onClose={onDismiss}
        >
          {says}
        </Alert>
      )}
    </div>
  );
}
