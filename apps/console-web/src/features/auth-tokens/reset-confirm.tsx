import { Alert, Button, Group, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { Trouble } from '../../shell/trouble.tsx';
import type { Token } from './current-token.ts';
import { resetImpactsQuery } from './queries.ts';
import { ResetConsequences } from './reset-consequences.tsx';
import type { Reset, ResetReason } from './use-reset.ts';
import { words } from './words.ts';

const { reset: say } = words;
const reasons = ['routine', 'compromised'] as const;

interface ResetConfirmProps {
  readonly workspaceId: string;
  readonly token: Token;
  readonly reset: Reset;
  readonly onClose: () => void;
}

/** What a reset takes away, from the server; then why, and the button that does it. */
export function ResetConfirm({ workspaceId, token, reset, onClose }: ResetConfirmProps) {
  const { data, error, refetch } = useQuery(resetImpactsQuery(workspaceId));
  const [chosen, setChosen] = useState<ResetReason>('routine');
  const { phase, sent, send } = reset;
  const reason = sent ?? chosen;
  const failed = phase.at === 'asking' ? phase.error : undefined;
  const sending = phase.at === 'sending';
  return (
    <Stack gap="lg">
      {data && <ResetConsequences token={data.token.id === token.id ? data.token : token} impacts={data.impacts} />}
      {!data && !error && <Skeleton height={180} aria-label={say.consequences} />}
      {!data && error && <Trouble error={error} onRetry={() => void refetch()} />}
      <Why reason={reason} onChoose={setChosen} isFixed={sent !== undefined} />
      {failed !== undefined && (
        <Stack gap="xs">
          <Refusal problem={problemIn(failed)} />
          <Text size="sm">{say.again}</Text>
        </Stack>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {say.cancel}
        </Button>
        <Button color="red" disabled={!data && !error} loading={sending} onClick={() => void send(reason)}>
          {say.button}
        </Button>
      </Group>
    </Stack>
  );
}

interface WhyProps {
  readonly reason: ResetReason;
  readonly onChoose: (reason: ResetReason) => void;
  readonly isFixed: boolean;
}

const Why = ({ reason, onChoose, isFixed }: WhyProps) => (
  <Stack gap="sm">
    <Radio.Group label={say.why} value={reason} onChange={(value) => onChoose(value as ResetReason)}>
      <Stack gap="xs" mt="xs">
        {reasons.map((one) => (
          <Radio
            key={one}
            value={one}
            label={say.reasons[one][0]}
            description={say.reasons[one][1]}
            disabled={isFixed && one !== reason}
          />
        ))}
      </Stack>
    </Radio.Group>
    {reason === 'compromised' && (
      <Alert color="orange" variant="light" role="status" py="xs">
        {say.compromised}
      </Alert>
    )}
  </Stack>
);
