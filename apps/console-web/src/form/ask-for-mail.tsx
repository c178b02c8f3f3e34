import { Button, Stack } from '@mantine/core';
import { auth } from '@platform/console-api';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../api/client.ts';
import { EmailField } from './email-field.tsx';
import { Refusal } from './refusal.tsx';
import { useApiForm } from './use-api-form.ts';
import { words } from './words.ts';

/** Asks which address to verify and sends its mail again; the answer never tells whether there was anything to send. */
export function AskForMail({ autoFocus = false }: { readonly autoFocus?: boolean }) {
  const navigate = useNavigate();
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.resendVerification.body,
    initialValues: { email: '' },
    send: (body) => call('resendVerification', { body }),
    onDone: (_nothing, { email }) => navigate({ to: '/check-your-mail', state: { email: email.trim() } }),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Refusal problem={problem} />
        <EmailField
          {...form.getInputProps('email')}
          key={form.key('email')}
          label={words.email}
          autoComplete="email"
          autoFocus={autoFocus}
        />
        <Button type="submit" loading={sending}>
          {words.sendMail}
        </Button>
      </Stack>
    </form>
  );
}
