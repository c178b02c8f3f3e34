import { Alert, Group, Loader, Skeleton, Stack, Text } from '@mantine/core';
import { DegradedBar, Failed, PageHeader, Section } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { overviewQuery } from '../../session/queries.ts';
import { Trouble } from '../../shell/trouble.tsx';
import { DeveloperToken } from './developer-token.tsx';
import { words } from './words.ts';

/** Auth Tokens (S-66): see, copy and reset one's Developer Auth Token, and put it where it is needed. */
export function AuthTokensPage() {
  const { workspaceId } = useRouteContext({ from: '/inside/workspace' });
  const { data, error, refetch } = useQuery(overviewQuery(workspaceId));
  return (
    <>
      <PageHeader title={words.title} purpose={words.purpose} />
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data?.token && <DeveloperToken key={workspaceId} workspaceId={workspaceId} token={data.token} />}
      {data && !data.token && <NoToken isAway={data.degraded.includes('token')} />}
    </>
  );
}

const Waiting = () => (
  <Stack aria-busy>
    <Skeleton height={220} />
    <Skeleton height={260} />
  </Stack>
);

/** It comes with the membership by itself (S-161), or the service that has it is away. */
const NoToken = ({ isAway }: { readonly isAway: boolean }) =>
  isAway ? (
    <>
      <DegradedBar missing={[words.developer.title]} />
      <Failed title={words.away.title} detail={words.away.detail} />
    </>
  ) : (
    <Section title={words.developer.title}>
      <Alert role="status" variant="light">
        <Group gap="sm" wrap="nowrap">
          <Loader size="sm" />
          <Text size="sm">{words.making}</Text>
        </Group>
      </Alert>
    </Section>
  );
