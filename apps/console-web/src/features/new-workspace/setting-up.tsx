import { Button, Group, Stack } from '@mantine/core';
import { Checklist, type ChecklistStep, PageHeader, Section, type StepState } from '@platform/ui';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { overviewQuery, workspacesQuery } from '../../session/queries.ts';
import type { Creation } from './creation.ts';
import { useCreation } from './use-creation.ts';
import { words } from './words.ts';

const { settingUp: say } = words;

/** What is being set up, step by step; on to My License when all of it is there. */
export function SettingUp({ creation }: { readonly creation: Creation }) {
  const { workspaceId, workspace, trial, hasToken, isReady } = useCreation(creation);
  const onward = useOnward(workspaceId);
  useEffect(() => {
    if (isReady) void onward();
  }, [isReady, onward]);
  const steps: readonly ChecklistStep[] = [
    { title: say.workspace, state: stateOf(workspace) },
    ...(creation.withTrial ? [{ title: say.trial, state: stateOf(trial) }] : []),
    { title: say.token, state: hasToken ? 'done' : workspace.isSuccess ? 'doing' : 'later' },
  ];
  const failed = workspace.isError ? workspace : trial.isError ? trial : undefined;
  return (
    <>
      <PageHeader title={say.title(creation.name)} purpose={say.purpose} />
      <Stack maw={640} gap="lg">
        <Section title={say.label}>
          <Checklist label={say.label} steps={steps} />
        </Section>
        {failed && <Failed failed={failed} onOnward={workspaceId ? onward : undefined} />}
      </Stack>
    </>
  );
}

const stateOf = ({ isSuccess, isError, isFetching }: UseQueryResult<unknown>): StepState =>
  isSuccess ? 'done' : isFetching ? 'doing' : isError ? 'failed' : 'later';

/** To My License of the new workspace, which the pages have not heard of yet. */
function useOnward(workspaceId: string): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(async () => {
    await queries.fetchQuery({ ...workspacesQuery, staleTime: 0 });
    await queries.invalidateQueries({ queryKey: overviewQuery(workspaceId).queryKey });
    await navigate({ to: '/workspace/my-license', search: { ws: workspaceId }, state: {}, replace: true });
  }, [queries, navigate, workspaceId]);
}

interface FailedProps {
  readonly failed: UseQueryResult<unknown>;
  /** The workspace is there: one can go on without the trial. */
  readonly onOnward: (() => Promise<void>) | undefined;
}

/** Why it does not go on, and the ways from here. */
function Failed({ failed, onOnward }: FailedProps) {
  const navigate = useNavigate();
  const problem = problemIn(failed.error);
  return (
    <>
      <Refusal problem={problem && { ...problem, errors: [] }} />
      <Group gap="xs">
        {onOnward ? (
          <Button onClick={() => void onOnward()}>{say.onward}</Button>
        ) : (
          <Button variant="default" onClick={() => void navigate({ to: '.', state: {}, replace: true })}>
            {say.back}
          </Button>
        )}
        {problem?.retryable && (
          <Button variant="default" onClick={() => void failed.refetch()}>
            {say.again}
          </Button>
        )}
      </Group>
    </>
  );
}
