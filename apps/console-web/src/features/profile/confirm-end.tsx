import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { Instant } from '@platform/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { type Session, sessionsQuery } from './queries.ts';
import { userAgentInWords } from './user-agent.ts';
import { words } from './words.ts';

interface ConfirmEndProps {
  /** Those that would end; none: the dialog is closed. */
  readonly sessions: readonly Session[];
  /** All but this one: also what was signed in since the list was shown. */
  readonly isAll: boolean;
  readonly onKeep: () => void;
  /** Given what was done, in words. */
  readonly onEnded: (says: string) => void;
}

/** Names what ends and what it means before it happens. */
export function ConfirmEnd({ sessions, isAll, onKeep, onEnded }: ConfirmEndProps) {
  const [first] = sessions;
  const name = first ? userAgentInWords(first.user_agent) : '';
  const ending = useEnding(onEnded);
  const { confirm } = words;
  const act = () => (isAll ? ending.mutate('others') : first && ending.mutate(first));
  const keep = () => {
    ending.reset();
    onKeep();
  };
  return (
    <Modal
      opened={first !== undefined}
      onClose={keep}
      title={isAll ? confirm.othersTitle(sessions.length) : confirm.title(name)}
    >
      <Stack>
        <Refusal problem={problemIn(ending.error)} />
        {isAll ? <Several sessions={sessions} /> : first && <One session={first} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={keep} data-autofocus>
            {confirm.cancel}
          </Button>
          <Button color="red" onClick={act} loading={ending.isPending}>
            {isAll ? words.sessions.endOthers(sessions.length) : words.sessions.endOf(name)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const One = ({ session: { last_seen_at, created_at, ip } }: { readonly session: Session }) => (
  <>
    <Text>
      {words.confirm.seen} <Instant at={last_seen_at ?? created_at} /> {words.confirm.from(ip)}
    </Text>
    <Text>{words.confirm.effect}</Text>
  </>
);

const Several = ({ sessions }: { readonly sessions: readonly Session[] }) => (
  <>
    <Text>{words.confirm.others}</Text>
    <List size="sm">
      {sessions.map(({ id, user_agent, ip, last_seen_at, created_at }) => (
        <List.Item key={id}>
          {userAgentInWords(user_agent)} · {ip} · <Instant at={last_seen_at ?? created_at} />
        </List.Item>
      ))}
    </List>
    <Text>{words.confirm.stays}</Text>
  </>
);

function useEnding(onEnded: (says: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (whom: Session | 'others'): Promise<string> => {
      if (whom !== 'others') {
        await endOne(whom.id);
        return words.sessions.ended(userAgentInWords(whom.user_agent));
      }
      const { ended } = await call('signOutEverywhere', { body: { keep_current: true } });
      return words.sessions.endedOthers(ended);
    },
    onSuccess: async (says) => {
      await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      onEnded(says);
    },
  });
}

/** One that has ended by itself meanwhile is what was wanted. */
async function endOne(id: string): Promise<void> {
  try {
    await call('revokeSession', { params: { session_id: id } });
  } catch (error) {
    if (problemIn(error)?.reason !== 'RESOURCE_NOT_FOUND') throw error;
  }
}
