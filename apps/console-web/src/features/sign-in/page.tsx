import { Alert, Anchor, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { auth } from '@platform/console-api';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { call } from '../../api/client.ts';
import { Refusal } from '../../form/refusal.tsx';
import { useApiForm } from '../../form/use-api-form.ts';
import { words } from './words.ts';

/** Opens a session and goes on where one wanted to go. */
export function SignInPage() {
  const { next = '/', why = '' } = useSearch({ from: '/outside/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.signIn.body,
    initialValues: { email: '', password: '' },
    send: (body) => call('signIn', { body }),
    onDone: () => {
      queries.clear();
      router.history.push(next);
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Title order={1}>{words.title}</Title>
        {words.why[why] && !problem && <Alert role="status">{words.why[why]}</Alert>}
        <Refusal problem={problem} />
        <TextInput
          {...form.getInputProps('email')}
          key={form.key('email')}
          label={words.email}
          type="email"
          autoComplete="username"
          autoFocus
        />
        <PasswordInput
          {...form.getInputProps('password')}
          key={form.key('password')}
          label={words.password}
          autoComplete="current-password"
        />
        <Button type="submit" loading={sending}>
          {words.submit}
        </Button>
        <Group justify="space-between">
          <Anchor component={Link} to="/forgot-password" size="sm">
            {words.forgotten}
          </Anchor>
          <Text size="sm">
            {words.noAccount}{' '}
            <Anchor component={Link} to="/sign-up">
              {words.signUp}
            </Anchor>
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
