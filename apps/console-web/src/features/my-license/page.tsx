import { Skeleton } from '@mantine/core';
import { DegradedBar, PageHeader } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { overviewQuery } from '../../session/queries.ts';
import { Trouble } from '../../shell/trouble.tsx';
import { words } from './words.ts';

/** My License (S-48): its state, and why or why not. */
export function MyLicensePage() {
  const { workspaceId } = useRouteContext({ from: '/inside/workspace' });
  const { data, error, refetch } = useQuery(overviewQuery(workspaceId));
  return (
    <>
      <PageHeader title={words.title} purpose={words.purpose} />
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={160} />}
      {data && <DegradedBar missing={data.degraded.map((part) => words.parts[part])} />}
      {data?.my_license?.why}
    </>
  );
}
