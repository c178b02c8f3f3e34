import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { type Problem, problemIn } from '../api/problem.ts';
import { Refusal } from './refusal.tsx';
import { useCoolDown } from './use-cool-down.ts';
import { words } from './words.ts';

const PAUSE_SECONDS = 60;

interface SendAgainProps {
  readonly what: 'resendVerification' | 'requestPasswordReset';
  readonly email: string;
  /** A mail was sent a moment ago: the pause begins now. */
  readonly justSent?: boolean;
}

/** Asks for the mail once more, at most once a minute; says how long the pause still is. */
export function SendAgain({ what, email, justSent = false }: SendAgainProps) {
  const pause = useCoolDown(justSent ? PAUSE_SECONDS : 0);
  const asking = useMutation({
    mutationFn: () => call(what, { body: { email } }),
    onSuccess: () => pause.start(PAUSE_SECONDS),
    onError: (error) => pause.start(retryAfter(problemIn(error))),
  });
  const resting = pause.left > 0;
  const quiet = resting || asking.isPending;
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        // Not `disabled`, which would take the focus away from who uses the keyboard.
        data-disabled={quiet || undefined}
        aria-disabled={quiet}
        onClick={() => !quiet && asking.mutate()}
      >
        {words.sendAgain}
      </Button>
      {resting && <Text size="sm">{words.coolDown(pause.left)}</Text>}
      <Text role="status" size="sm">
        {asking.isSuccess && words.sentAgain(email)}
      </Text>
      <Refusal problem={problemIn(asking.error)} />
    </Stack>
  );
}

const retryAfter = (problem: Problem | undefined): number => Number(problem?.metadata.retry_after ?? 0);
