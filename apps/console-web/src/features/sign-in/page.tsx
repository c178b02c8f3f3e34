import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { auth } from '@platform/console-api';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { EmailField } from '../../form/email-field.tsx';
import { PasswordField } from '../../form/password-field.tsx';
import { useApiForm } from '../../form/use-api-form.ts';
import { useCarried } from '../../session/carried.ts';
import { useLedOn } from '../../session/use-led-on.ts';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { SignInRefused } from './sign-in-refused.tsx';
import { words } from './words.ts';

/** Opens a session and goes on where one wanted to go. */
export function SignInPage() {
  const { next = '/', why = '' } = useSearch({ from: '/outside/sign-in' });
  const { email: known, news } = useCarried();
  const [tried, setTried] = useState('');
  const router = useRouter();
  const queries = useQueryClient();
  useLedOn(next);
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.signIn.body,
    initialValues: { email: known, password: '' },
    send: (body) => {
      setTried(body.email.trim());
      return call('signIn', { body });
    },
    onDone: () => {
      queries.clear();
      return router.navigate({ href: next, replace: true });
    },
  });
  const said = news ? words[news] : words.why[why];
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <OutsideTitle>{words.title}</OutsideTitle>
        {said && !problem && <Alert role="status">{said}</Alert>}
        <SignInRefused problem={problem} email={tried} />
        <EmailField
          {...form.getInputProps('email')}
          key={form.key('email')}
          label={words.email}
          autoFocus={known === ''}
        />
        <PasswordField
          {...form.getInputProps('password')}
          key={form.key('password')}
          name="password"
          label={words.password}
          autoComplete="current-password"
          autoFocus={known !== ''}
        />
        <Button type="submit" loading={sending}>
          {words.submit}
        </Button>
        <Ways />
      </Stack>
    </form>
  );
}

const Ways = () => (
  <Group justify="space-between">
    <Anchor component={Link} to="/forgot-password" size="sm">
      {words.forgotten}
    </Anchor>
    <Text size="sm">
      {words.noAccount}{' '}
      <Anchor component={Link} to="/sign-up" inherit underline="always">
        {words.signUp}
      </Anchor>
    </Text>
  </Group>
);
