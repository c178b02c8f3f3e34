import { Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { actFor } from './acts.ts';
import { words } from './words.ts';

interface GetLicenseProps {
  readonly overview: AnswerOf<'getOverview'>;
  /** Asks whether the trial is to be started. */
  readonly onStart: () => void;
}

/** The one thing that this person can do to get a license. */
export function GetLicense({ overview, onStart }: GetLicenseProps) {
  const act = actFor(overview);
  if (act?.what === 'start') return <Button onClick={onStart}>{words.start}</Button>;
  return act && <Take overview={overview} poolId={act.poolId} />;
}

interface TakeProps extends Pick<GetLicenseProps, 'overview'> {
  readonly poolId: string;
}

/** Takes nothing away from anybody, and is seen on the page at once: nothing has to be asked. */
function Take({ overview: { workspace, member }, poolId }: TakeProps) {
  const queries = useQueryClient();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const taking = useMutation({
    mutationFn: () =>
      call('assignLicense', {
        params: { workspace_id: workspace.id },
        body: { user_id: member.user_id, pool_id: poolId },
        idempotencyKey,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['overview'] }),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button loading={taking.isPending} onClick={() => taking.mutate()}>
        {words.take}
      </Button>
      <Refusal problem={problemIn(taking.error)} />
    </Stack>
  );
}
