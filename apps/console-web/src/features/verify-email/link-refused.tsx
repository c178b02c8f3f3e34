import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { AskForMail } from '../../form/ask-for-mail.tsx';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { words } from './words.ts';

/** Why the link does nothing, and the way to another one. A link that was cut short is like one that is not valid. */
export function LinkRefused({ reason }: { readonly reason: string }) {
  const known = isKnown(reason) ? reason : 'VERIFICATION_TOKEN_INVALID';
  const { title, text } = words.refused[known];
  return (
    <Stack>
      <OutsideTitle focus>{title}</OutsideTitle>
      <Text>{text}</Text>
      {known !== 'USER_SUSPENDED' && <AskForMail />}
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.signIn}
      </Anchor>
    </Stack>
  );
}

const isKnown = (reason: string): reason is keyof typeof words.refused => Object.hasOwn(words.refused, reason);
