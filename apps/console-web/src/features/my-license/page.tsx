import { Skeleton, Stack } from '@mantine/core';
import { DegradedBar, PageHeader } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { overviewQuery } from '../../session/queries.ts';
import { Trouble } from '../../shell/trouble.tsx';
import { FirstStart } from './first-start.tsx';
import { License } from './license.tsx';
import { words } from './words.ts';

/** My License (S-48): its state, why or why not, and the way to the first start. */
export function MyLicensePage() {
  const { workspaceId } = useRouteContext({ from: '/inside/workspace' });
  const { data, error, refetch } = useQuery(overviewQuery(workspaceId));
  return (
    <>
      <PageHeader title={words.title} purpose={words.purpose} />
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data && (
        <Stack gap="lg">
          <DegradedBar missing={data.degraded.map((part) => words.parts[part])} />
          <License overview={data} />
          <FirstStart overview={data} />
        </Stack>
      )}
    </>
  );
}

const Waiting = () => (
  <Stack aria-busy>
    <Skeleton height={200} />
    <Skeleton height={280} />
  </Stack>
);
