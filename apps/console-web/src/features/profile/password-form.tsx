import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { auth } from '@platform/console-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { NewPasswordField } from '../../form/new-password-field.tsx';
import { PasswordField } from '../../form/password-field.tsx';
import { Refusal } from '../../form/refusal.tsx';
import { useApiForm } from '../../form/use-api-form.ts';
import { sessionsQuery } from './queries.ts';
import { words } from './words.ts';

/** A new password by the old one. All other sessions end, and it is said how many. */
export function PasswordForm() {
  const [round, setRound] = useState(0);
  const [ended, setEnded] = useState<number>();
  const { data: sessions } = useQuery(sessionsQuery);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {sessions ? words.password.ends(sessions.length - 1) : words.password.says}
      </Text>
      <Fields
        key={round}
        onChanged={(count) => {
          setEnded(count);
          setRound(round + 1);
        }}
      />
      <div role="status">
        {ended !== undefined && (
          <Alert color="green" variant="light">
            {words.password.done} {words.password.ended(ended)}
          </Alert>
        )}
      </div>
    </Stack>
  );
}

/** Begun anew after each change, so that no password stays in the page. */
function Fields({ onChanged }: { readonly onChanged: (ended: number) => void }) {
  const queries = useQueryClient();
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.changePassword.body,
    initialValues: { old_password: '', new_password: '' },
    send: async (body) => {
      const before = await queries.fetchQuery({ ...sessionsQuery, staleTime: 0 });
      await call('changePassword', { body });
      const left = await queries.fetchQuery({ ...sessionsQuery, staleTime: 0 }).catch(() => []);
      const stays = new Set(left.map(({ id }) => id));
      return before.filter(({ id, current }) => !current && !stays.has(id)).length;
    },
    onDone: onChanged,
  });
  return (
    <form onSubmit={submit} noValidate aria-label={words.password.title}>
      <Stack>
        <Refusal problem={problem} />
        <PasswordField
          {...form.getInputProps('old_password')}
          key={form.key('old_password')}
          label={words.password.old}
          autoComplete="current-password"
        />
        <NewPasswordField
          {...form.getInputProps('new_password')}
          key={form.key('new_password')}
          label={words.password.fresh}
        />
        <Group>
          <Button type="submit" loading={sending}>
            {words.password.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
