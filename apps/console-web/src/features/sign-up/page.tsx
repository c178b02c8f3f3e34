import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { auth } from '@platform/console-api';
import { Link, useNavigate } from '@tanstack/react-router';
import { call } from '../../api/client.ts';
import { EmailField } from '../../form/email-field.tsx';
import { NewPasswordField } from '../../form/new-password-field.tsx';
import { Refusal } from '../../form/refusal.tsx';
import { useApiForm } from '../../form/use-api-form.ts';
import { useLedOn } from '../../session/use-led-on.ts';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { words } from './words.ts';

/** Begins an account (S-1). The way on is the same whether or not the address is known: the mail tells. */
export function SignUpPage() {
  const navigate = useNavigate();
  useLedOn('/');
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.signUp.body,
    initialValues: { name: '', email: '', password: '' },
    send: (body) => call('signUp', { body }),
    onDone: (_nothing, { email }) => navigate({ to: '/check-your-mail', state: { email: email.trim() } }),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <OutsideTitle>{words.title}</OutsideTitle>
        <Text size="sm">{words.purpose}</Text>
        <Refusal problem={problem} />
        <TextInput
          {...form.getInputProps('name')}
          key={form.key('name')}
          name="name"
          label={words.name}
          autoComplete="name"
          autoFocus
        />
        <EmailField {...form.getInputProps('email')} key={form.key('email')} label={words.email} />
        <NewPasswordField
          {...form.getInputProps('password')}
          key={form.key('password')}
          name="password"
          label={words.password}
        />
        <Button type="submit" loading={sending}>
          {words.submit}
        </Button>
        <Text size="sm">
          {words.hasAccount}{' '}
          <Anchor component={Link} to="/sign-in" inherit underline="always">
            {words.signIn}
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}
