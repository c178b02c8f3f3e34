import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { workspaces } from '@platform/console-api';
import { PageHeader } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiForm } from '../../form/use-api-form.ts';
import { plansQuery } from '../../session/queries.ts';
import { Trouble } from '../../shell/trouble.tsx';
import { Choice } from './choice.tsx';
import type { Creation } from './creation.ts';
import { type Plan, TrialIncludes } from './trial-includes.tsx';
import { words } from './words.ts';

const kinds = ['individual', 'company'] as const;

/** Name, kind and how to start. Sending it notes the wish in the history; what follows is done by `SettingUp`. */
export function WorkspaceForm() {
  const navigate = useNavigate();
  const { data: plans, error } = useQuery(plansQuery);
  const trial = plans?.find(({ trial_days: days }) => days > 0);
  const [withTrial, setWithTrial] = useState(true);
  const [key] = useState(() => crypto.randomUUID());
  const { form, submit, sending } = useApiForm({
    schema: workspaces.createWorkspace.body,
    initialValues: { name: '', kind: 'individual' as Creation['kind'] | undefined },
    send: ({ name, kind = 'individual' }) =>
      navigate({ to: '.', state: { creation: { key, name: name.trim(), kind, withTrial } } }),
    onDone: () => undefined,
  });
  return (
    <form onSubmit={submit} noValidate>
      <PageHeader title={words.title} purpose={words.purpose} />
      <Stack maw={640} gap="lg">
        <TextInput
          {...form.getInputProps('name')}
          key={form.key('name')}
          label={words.name}
          description={words.nameHint}
          autoComplete="organization"
          autoFocus
        />
        <Radio.Group {...form.getInputProps('kind')} key={form.key('kind')} label={words.kind}>
          <Stack gap="xs" mt="xs">
            {kinds.map((kind) => (
              <Choice key={kind} value={kind} title={words.kinds[kind][0]} says={words.kinds[kind][1]} />
            ))}
          </Stack>
        </Radio.Group>
        {error && <Trouble error={error} />}
        <HowToStart trial={trial} withTrial={withTrial} onChoose={setWithTrial} />
        <Button type="submit" loading={sending} style={{ alignSelf: 'flex-start' }}>
          {withTrial ? words.submit.trial : words.submit.later}
        </Button>
      </Stack>
    </form>
  );
}

interface Start {
  readonly trial: Plan | undefined;
  readonly withTrial: boolean;
  readonly onChoose: (withTrial: boolean) => void;
}

/** With the trial now, or without it for the time being. */
const HowToStart = ({ trial, withTrial, onChoose }: Start) => (
  <Radio.Group
    label={words.start}
    value={withTrial ? 'trial' : 'later'}
    onChange={(value) => onChoose(value === 'trial')}
  >
    <Stack gap="xs" mt="xs">
      <Choice value="trial" title={words.trial.title(trial?.trial_days ?? 14)} says={words.trial.says}>
        {trial && <TrialIncludes plan={trial} />}
      </Choice>
      <Choice value="later" title={words.later.title} says={words.later.says} />
    </Stack>
  </Radio.Group>
);
