import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { Instant } from '@platform/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { type Session, sessionsQuery } from './queries.ts';
import { userAgentInWords } from './user-agent.ts';
import { words } from './words.ts';

/** What is to end: one session, or all but this one, also those that were signed in since the list was shown. */
export type Ending = Session | 'others';

interface ConfirmEndProps {
  /** Undefined: the dialog is closed. */
  readonly ending: Ending | undefined;
  readonly others: readonly Session[];
  readonly onKeep: () => void;
  /** Given what was done, in words. */
  readonly onEnded: (says: string) => void;
}

const { confirm, sessions: say } = words;

/** Names what ends and what it means before it happens. */
export const ConfirmEnd = ({ ending, others, onKeep, onEnded }: ConfirmEndProps) => (
  <Modal opened={ending !== undefined} onClose={onKeep} title={ending && titleOf(ending, others.length)}>
    {ending && <Ask ending={ending} others={others} onKeep={onKeep} onEnded={onEnded} />}
  </Modal>
);

const nameOf = ({ user_agent: text }: Session): string => userAgentInWords(text);
const titleOf = (ending: Ending, others: number): string =>
  ending === 'others' ? confirm.othersTitle(others) : confirm.title(nameOf(ending));

function Ask({ ending, others, onKeep, onEnded }: ConfirmEndProps & { readonly ending: Ending }) {
  const { mutate, isPending, error } = useEnding(ending, onEnded);
  return (
    <Stack>
      <Refusal problem={problemIn(error)} />
      {ending === 'others' ? <Several sessions={others} /> : <One session={ending} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onKeep} data-autofocus>
          {confirm.cancel}
        </Button>
        <Button color="red" onClick={() => mutate()} loading={isPending}>
          {ending === 'others' ? say.endOthers(others.length) : say.endOf(nameOf(ending))}
        </Button>
      </Group>
    </Stack>
  );
}

const One = ({ session: { last_seen_at, created_at, ip } }: { readonly session: Session }) => (
  <>
    <Text>
      {confirm.seen} <Instant at={last_seen_at ?? created_at} /> {confirm.from(ip)}
    </Text>
    <Text>{confirm.effect}</Text>
  </>
);

const Several = ({ sessions }: { readonly sessions: readonly Session[] }) => (
  <>
    <Text>{confirm.others}</Text>
    <List size="sm">
      {sessions.map(({ id, user_agent, ip, last_seen_at, created_at }) => (
        <List.Item key={id}>
          {userAgentInWords(user_agent)} · {ip} · <Instant at={last_seen_at ?? created_at} />
        </List.Item>
      ))}
    </List>
    <Text>{confirm.stays}</Text>
  </>
);

/** Ends it, once however often it is asked for: the key is that of this dialog. */
function useEnding(ending: Ending, onEnded: (says: string) => void) {
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: () => (ending === 'others' ? endOthers(key) : endOne(ending, key)),
    onSuccess: async (says) => {
      await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      onEnded(says);
    },
  });
}

async function endOthers(idempotencyKey: string): Promise<string> {
  const { ended } = await call('signOutEverywhere', { body: { keep_current: true }, idempotencyKey });
  return say.endedOthers(ended);
}

/** One that has ended by itself meanwhile is what was wanted. */
async function endOne(session: Session, idempotencyKey: string): Promise<string> {
  try {
    await call('revokeSession', { params: { session_id: session.id }, idempotencyKey });
  } catch (error) {
    if (problemIn(error)?.reason !== 'RESOURCE_NOT_FOUND') throw error;
  }
  return say.ended(nameOf(session));
}
