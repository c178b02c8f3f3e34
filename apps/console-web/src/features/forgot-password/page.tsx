import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { auth } from '@platform/console-api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { EmailField } from '../../form/email-field.tsx';
import { Refusal } from '../../form/refusal.tsx';
import { SendAgain } from '../../form/send-again.tsx';
import { useApiForm } from '../../form/use-api-form.ts';
import { useCarried } from '../../session/carried.ts';
import { LocalInboxLink } from '../../session/local-inbox-link.tsx';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { words } from './words.ts';

/** Asks for the mail that sets a new password. The answer is the same for every address. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState('');
  return (
    <Stack>
      {sentTo === '' ? <Ask onSent={setSentTo} /> : <Sent email={sentTo} onOther={() => setSentTo('')} />}
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.back}
      </Anchor>
    </Stack>
  );
}

function Ask({ onSent }: { readonly onSent: (email: string) => void }) {
  const carried = useCarried();
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.requestPasswordReset.body,
    initialValues: { email: carried.email },
    send: (body) => call('requestPasswordReset', { body }),
    onDone: (_nothing, { email }) => onSent(email.trim()),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <OutsideTitle>{words.title}</OutsideTitle>
        <Text size="sm">{words.purpose}</Text>
        <Refusal problem={problem} />
        <EmailField {...form.getInputProps('email')} key={form.key('email')} label={words.email} autoFocus />
        <Button type="submit" loading={sending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}

const Sent = ({ email, onOther }: { readonly email: string; readonly onOther: () => void }) => (
  <>
    <OutsideTitle focus>{words.sent}</OutsideTitle>
    <Text style={{ overflowWrap: 'anywhere' }}>{words.onItsWay(email)}</Text>
    <Text size="sm">{words.follow}</Text>
    <LocalInboxLink />
    <SendAgain what="requestPasswordReset" email={email} justSent />
    <Group>
      <Button variant="subtle" size="compact-sm" onClick={onOther}>
        {words.other}
      </Button>
    </Group>
  </>
);
