import { Alert, Group, Loader, Skeleton, Stack, Text } from '@mantine/core';
import { Failed, PageHeader, Section, ThinBar } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { overviewQuery } from '../../session/queries.ts';
import { Trouble } from '../../shell/trouble.tsx';
import type { Token } from './current-token.ts';
import { DeveloperToken } from './developer-token.tsx';
import { words } from './words.ts';

type Overview = AnswerOf<'getOverview'>;

/** Auth Tokens (S-66): see, copy and reset one's Developer Auth Token, and put it where it is needed. */
export function AuthTokensPage() {
  const { workspaceId } = useRouteContext({ from: '/inside/workspace' });
  const { data, error, refetch } = useQuery(overviewQuery(workspaceId));
  const again = () => void refetch();
  return (
    <>
      <PageHeader title={words.title} purpose={words.purpose} />
      {error && !data && <Trouble error={error} onRetry={again} />}
      {!data && !error && <Waiting />}
      {data && <Tokens key={workspaceId} overview={data} onRetry={again} />}
    </>
  );
}

const Waiting = () => (
  <Stack aria-busy>
    <Skeleton height={220} />
    <Skeleton height={260} />
  </Stack>
);

interface TokensProps {
  readonly overview: Overview;
  readonly onRetry: () => void;
}

/** The token; it comes with the membership by itself (S-161), or the service that has it is away. */
function Tokens({ overview, onRetry }: TokensProps) {
  const token = useLastKnown(overview);
  const isAway = overview.degraded.includes('token');
  if (!token) return isAway ? <Failed {...words.away} onRetry={onRetry} /> : <Making />;
  return (
    <>
      {isAway && <ThinBar>{words.lastKnown}</ThinBar>}
      <DeveloperToken workspaceId={overview.workspace.id} token={token} />
    </>
  );
}

/** The token of the page. While its service is away it is the one of before: what one is doing with it goes on. */
function useLastKnown({ token, degraded }: Overview): Token | undefined {
  const [known, setKnown] = useState(token);
  if (token && token !== known) setKnown(token);
  return token ?? (degraded.includes('token') ? known : undefined);
}

const Making = () => (
  <Section title={words.developer.title}>
    <Alert role="status" variant="light">
      <Group gap="sm" wrap="nowrap">
        <Loader size="sm" />
        <Text size="sm">{words.making}</Text>
      </Group>
    </Alert>
  </Section>
);
