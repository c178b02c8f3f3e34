import { Alert, Button } from '@mantine/core';
import { Checklist, type ChecklistStep, Instant, Section, type StepState } from '@platform/ui';
import { IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { meQuery } from '../../session/queries.ts';
import { useActDialog } from '../../shell/use-act-dialog.ts';
import { actFor } from './acts.ts';
import { GetLicense } from './get-license.tsx';
import { firstStart, type StepId, stepIds } from './steps.ts';
import { TrialDialog } from './trial-dialog.tsx';
import { words } from './words.ts';

const { steps: say } = words;
type Overview = AnswerOf<'getOverview'>;

/** The way to the first start, ticked by what has really happened; the next step is the one thing to press. */
export function FirstStart({ overview }: { readonly overview: Overview }) {
  const { data: me } = useQuery(meQuery);
  const dialog = useActDialog('trial');
  if (!me) return null;
  const states = firstStart(me.user, overview);
  const steps = stepIds.map((id): ChecklistStep => {
    const state = states[id];
    return {
      ...{ title: titleOf(id, overview), state, detail: detailOf(id, state) },
      ...(state === 'next' && { action: actionOf(id, overview, dialog.open) }),
    };
  });
  const lastUsed = overview.token?.last_used_at;
  return (
    <Section title={say.title}>
      {Object.values(states).every((state) => state === 'done') && lastUsed && (
        <Alert color="green" variant="light" role="status" icon={<IconRocket aria-hidden />} mb="sm">
          {say.complete} {say.lastUsed}: <Instant at={lastUsed} />.
        </Alert>
      )}
      <Checklist label={say.label} steps={steps} />
      <TrialDialog
        key={overview.workspace.id}
        workspaceId={overview.workspace.id}
        may={actFor(overview)?.what === 'start'}
        dialog={dialog}
      />
    </Section>
  );
}

const titleOf = (id: StepId, { workspace }: Overview): string =>
  id === 'workspace' ? say.workspace(workspace.name) : say[id];

function detailOf(id: StepId, state: StepState): string | undefined {
  if (state === 'unknown') return say.away;
  const isOpen = state === 'next' || state === 'later';
  return isOpen && id in say.detail ? say.detail[id as keyof typeof say.detail] : undefined;
}

function actionOf(id: StepId, overview: Overview, onStart: () => void): ReactNode {
  const search = { ws: overview.workspace.id };
  switch (id) {
    case 'license':
      return <GetLicense overview={overview} onStart={onStart} />;
    case 'token':
      return (
        <Button renderRoot={(props) => <Link {...props} to="/workspace/auth-tokens" search={search} />}>
          {say.toTokens}
        </Button>
      );
    case 'activation':
      return (
        <Button renderRoot={(props) => <Link {...props} to="/workspace/auth-tokens" search={search} />}>
          {say.toUse}
        </Button>
      );
    default:
      return undefined;
  }
}
