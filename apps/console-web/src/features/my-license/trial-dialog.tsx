import { Button, Code, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { type Consequence, Consequences, FactList, Until } from '@platform/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { plansQuery } from '../../session/queries.ts';
import type { ActDialog } from '../../shell/use-act-dialog.ts';
import { words } from './words.ts';

const { trial: say } = words;
type Started = AnswerOf<'startTrial'>;
type Plan = AnswerOf<'listPlans'>['plans'][number];

interface TrialDialogProps {
  readonly workspaceId: string;
  /** Whether there is a trial to be started by who asks: a link to the dialog shows it to nobody else. */
  readonly may: boolean;
  readonly dialog: ActDialog;
}

/** Start 14-day trial (S-44, S-45): what it brings and what it uses up, the act, and its receipt. */
export function TrialDialog({ may, ...about }: TrialDialogProps) {
  const { isOpen, close } = about.dialog;
  const [isShown, setShown] = useState(false);
  // The page hears that the trial has begun before the answer is there, and also when the answer is lost: it stays open.
  const shows = isOpen && (may || isShown);
  if (shows !== isShown) setShown(shows);
  return (
    <Modal.Root opened={shows} onClose={close} size="lg" centered>
      <Modal.Overlay />
      <Inside {...about} />
    </Modal.Root>
  );
}

function Inside({ workspaceId, dialog: { close, done } }: Omit<TrialDialogProps, 'may'>) {
  const starting = useStart(workspaceId, done);
  return (
    <Modal.Content>
      <Modal.Header>
        <Modal.Title fw={600} fz="lg">
          {starting.data ? say.begun : words.start}
        </Modal.Title>
        <Modal.CloseButton aria-label={words.close} />
      </Modal.Header>
      <Modal.Body>
        {starting.data ? (
          <Receipt started={starting.data} onClose={close} />
        ) : (
          <Ask starting={starting} onKeep={close} />
        )}
      </Modal.Body>
    </Modal.Content>
  );
}

/** One trial, however often it is asked for: the key is that of this dialog. */
function useStart(workspaceId: string, onDone: () => void) {
  const queries = useQueryClient();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: () => call('startTrial', { params: { workspace_id: workspaceId }, idempotencyKey }),
    onSuccess: onDone,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['overview'] }),
  });
}

interface AskProps {
  readonly starting: ReturnType<typeof useStart>;
  readonly onKeep: () => void;
}

function Ask({ starting, onKeep }: AskProps) {
  const { data: plans, error } = useQuery(plansQuery);
  const plan = plans?.find(({ trial_days: days }) => days > 0);
  return (
    <Stack gap="lg">
      {plan || error ? (
        <Consequences label={say.consequences} all={consequencesOf(plan)} />
      ) : (
        <Skeleton height={140} aria-label={say.consequences} />
      )}
      <Refusal problem={problemIn(starting.error)} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onKeep} data-autofocus>
          {say.keep}
        </Button>
        <Button disabled={!plan && !error} loading={starting.isPending} onClick={() => starting.mutate()}>
          {words.start}
        </Button>
      </Group>
    </Stack>
  );
}

/** Without the plan, which could not be asked, what is said holds all the same. */
const consequencesOf = (plan: Plan | undefined): readonly Consequence[] => [
  { kind: 'fine', says: plan ? say.brings(plan.seats_included, plan.ci_credits) : say.bringsAll, detail: say.first },
  { kind: 'ends', says: say.once, detail: say.pause },
  { kind: 'stays', says: say.ends(plan?.trial_days ?? 14), detail: say.kept },
];

/** What has begun, until when, in figures that one can check. */
const Receipt = ({ started, onClose }: { readonly started: Started; readonly onClose: () => void }) => (
  <Stack gap="lg">
    <Text role="status">{started.assignment ? say.yours : say.assign}</Text>
    <FactList
      facts={{
        [say.began]: <Until at={started.subscription.starts_at} />,
        [say.endsAt]: <Until at={started.subscription.ends_at} />,
        [say.licenses]: say.total(started.pool.total, started.assignment !== undefined),
        [say.subscription]: <Code>{started.subscription.id}</Code>,
      }}
    />
    <Group justify="flex-end">
      <Button onClick={onClose} data-autofocus>
        {say.done}
      </Button>
    </Group>
  </Stack>
);
