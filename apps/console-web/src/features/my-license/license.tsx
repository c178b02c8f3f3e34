import { Badge, Progress, Stack, Text } from '@mantine/core';
import { FactList, Instant, Section, Until, useNow } from '@platform/ui';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { WhoCanHelp } from './who-can-help.tsx';
import { words } from './words.ts';

const { license: say, trial } = words;
type Overview = AnswerOf<'getOverview'>;
type MyLicense = NonNullable<Overview['my_license']>;
type Subscription = NonNullable<MyLicense['subscription']>;

const colours = {
  none: 'gray',
  assigned_valid: 'green',
  assigned_but_subscription_expired: 'orange',
  assigned_but_suspended: 'red',
} as const satisfies Record<MyLicense['state'], string>;

/** The license: its state, because of what, until when, and what helps where it is not valid (S-48, S-49). */
export function License({ overview }: { readonly overview: Overview }) {
  const { my_license: license, workspace } = overview;
  if (!license) return <Section title={say.title}>{say.away}</Section>;
  const { state, why, fix, subscription, assignment } = license;
  return (
    <Section
      title={say.title}
      aside={
        <Badge color={colours[state]} variant="light" size="lg" tt="none">
          {say.badge[state]}
        </Badge>
      }
    >
      <Stack>
        <div>
          <Text c="dimmed" size="sm">
            {say.because[state]}
          </Text>
          <Text size="lg">{why}</Text>
        </div>
        {fix && (
          <div>
            <Text c="dimmed" size="sm">
              {say.fix}
            </Text>
            <Text>{fix}</Text>
          </div>
        )}
        {state !== 'assigned_valid' && <WhoCanHelp overview={overview} />}
        {subscription?.status === 'trialing' && <TrialLeft subscription={subscription} />}
        <FactList
          facts={{
            [say.workspace]: workspace.name,
            ...(subscription && aboutSubscription(subscription)),
            ...(assignment && { [say.since]: <Instant at={assignment.assigned_at} /> }),
          }}
        />
      </Stack>
    </Section>
  );
}

function aboutSubscription({ plan, kind, status, ends_at, grace_until }: Subscription): Record<string, ReactNode> {
  const isOver = status === 'expired' || status === 'canceled';
  return {
    [say.plan]: [plan.display_name, say.kinds[kind]].join(' '),
    ...(status === 'past_due' && { [say.over]: <Until at={ends_at} /> }),
    [isOver ? say.ended : say.until]: <Until at={grace_until ?? ends_at} />,
  };
}

const DAY_MS = 86_400_000;

/** How much of the trial is left, in days that have begun. */
function TrialLeft({ subscription }: { readonly subscription: Subscription }) {
  const now = useNow(30_000).getTime();
  const [start, end] = [Date.parse(subscription.starts_at), Date.parse(subscription.ends_at)];
  const left = Math.max(0, Math.ceil((end - now) / DAY_MS));
  const all = Math.max(1, Math.round((end - start) / DAY_MS));
  return (
    <div>
      <Text size="sm" mb={4}>
        {trial.left(left, all)}
      </Text>
      <Progress value={(100 * left) / all} color={left <= 3 ? 'orange' : 'indigo'} aria-label={trial.label} />
    </div>
  );
}
