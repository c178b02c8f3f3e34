import { Button, Stack, Text } from '@mantine/core';
import { Link, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { NewPassword } from './new-password.tsx';
import { words } from './words.ts';

/** Sets a new password with the secret of the mail's link, which is gone from the address bar by now. */
export function ResetPasswordPage() {
  const { link } = useRouteContext({ from: '/outside/reset-password' });
  return link.secret === '' ? <NoLink /> : <Resetting key={link.id} secret={link.secret} />;
}

function Resetting({ secret }: { readonly secret: string }) {
  const [outcome, setOutcome] = useState('');
  if (outcome === '') return <NewPassword secret={secret} onDone={() => setOutcome('done')} onDead={setOutcome} />;
  return outcome === 'done' ? <Done /> : <Dead reason={outcome} />;
}

const NoLink = () => (
  <Stack>
    <OutsideTitle focus>{words.title}</OutsideTitle>
    <Text>{words.noLink}</Text>
    <NewMail />
  </Stack>
);

const Done = () => (
  <Stack>
    <OutsideTitle focus>{words.done}</OutsideTitle>
    <Text role="status">{words.ended}</Text>
    <Button component={Link} to="/sign-in">
      {words.signIn}
    </Button>
  </Stack>
);

/** A link that was cut short is like one that is not valid. */
function Dead({ reason }: { readonly reason: string }) {
  const known = isKnown(reason) ? reason : 'VERIFICATION_TOKEN_INVALID';
  const { title, text } = words.refused[known];
  return (
    <Stack>
      <OutsideTitle focus>{title}</OutsideTitle>
      <Text role="status">{text}</Text>
      {known !== 'USER_SUSPENDED' && <NewMail />}
    </Stack>
  );
}

const NewMail = () => (
  <Button component={Link} to="/forgot-password">
    {words.newMail}
  </Button>
);

const isKnown = (reason: string): reason is keyof typeof words.refused => Object.hasOwn(words.refused, reason);
