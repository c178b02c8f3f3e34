import { Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { words } from './words.ts';

type Overview = AnswerOf<'getOverview'>;

/** The one thing that this person can do to get a license: start the trial, or take a free one. Nothing where others must. */
export function GetLicense({ overview }: { readonly overview: Overview }) {
  const act = actFor(overview);
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const doing = useMutation({
    mutationFn: async () => act?.run(key),
    onSettled: () => queries.invalidateQueries({ queryKey: ['overview'] }),
  });
  if (!act) return null;
  return (
    <Stack gap="xs" align="flex-start">
      <Button loading={doing.isPending} onClick={() => doing.mutate()}>
        {act.says}
      </Button>
      <Refusal problem={problemIn(doing.error)} />
    </Stack>
  );
}

interface Act {
  readonly says: string;
  readonly run: (idempotencyKey: string) => Promise<unknown>;
}

function actFor({ my_license: license, subscription, pools = [], member, workspace }: Overview): Act | undefined {
  const may = (permission: string) => member.permissions.includes(permission);
  const params = { workspace_id: workspace.id };
  if (license?.state !== 'none') return undefined;
  if (!subscription) {
    if (!may('billing.manage')) return undefined;
    return { says: words.start, run: (idempotencyKey) => call('startTrial', { params, idempotencyKey }) };
  }
  const pool = pools.find(({ free }) => free > 0);
  if (!pool || !(may('licenses.assign') || may('licenses.assign_self'))) return undefined;
  const body = { user_id: member.user_id, pool_id: pool.id };
  return { says: words.take, run: (idempotencyKey) => call('assignLicense', { params, body, idempotencyKey }) };
}
