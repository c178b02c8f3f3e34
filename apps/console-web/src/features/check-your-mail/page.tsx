import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { AskForMail } from '../../form/ask-for-mail.tsx';
import { SendAgain } from '../../form/send-again.tsx';
import { useCarried } from '../../session/carried.ts';
import { LocalInboxLink } from '../../session/local-inbox-link.tsx';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { words } from './words.ts';

/** Between sign-up and the proof of the address (S-4): where the mail went, and what to do when it does not come. */
export function CheckYourMailPage() {
  const { email } = useCarried();
  return (
    <Stack>
      <OutsideTitle focus={email !== ''}>{words.title}</OutsideTitle>
      {email === '' ? <Unknown /> : <Sent email={email} />}
      <Text size="sm">
        {words.done}{' '}
        <Anchor component={Link} to="/sign-in" state={{ email }} inherit underline="always">
          {words.signIn}
        </Anchor>
      </Text>
    </Stack>
  );
}

const Sent = ({ email }: { readonly email: string }) => (
  <>
    <Text>
      {words.sent}{' '}
      <Text span fw={600} style={{ overflowWrap: 'anywhere' }}>
        {email}
      </Text>
      . {words.follow}
    </Text>
    <LocalInboxLink />
    <Text size="sm">{words.late}</Text>
    <SendAgain key={email} what="resendVerification" email={email} justSent />
    <Text size="sm">
      {words.wrong}{' '}
      <Anchor component={Link} to="/sign-up" inherit underline="always">
        {words.again}
      </Anchor>
    </Text>
  </>
);

const Unknown = () => (
  <>
    <Text>{words.unknown}</Text>
    <AskForMail autoFocus />
  </>
);
