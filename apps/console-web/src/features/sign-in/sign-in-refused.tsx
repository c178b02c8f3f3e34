import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Problem } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { SendAgain } from '../../form/send-again.tsx';
import { words } from './words.ts';

interface SignInRefusedProps {
  readonly problem: Problem | undefined;
  /** The address that was tried. */
  readonly email: string;
}

/**
 * Why no session was opened, and what mends it right here: a new password, or the mail again. An address that was never
 * confirmed is refused as a wrong password is, so both are offered to everybody.
 */
export function SignInRefused({ problem, email }: SignInRefusedProps) {
  switch (problem?.reason) {
    case 'ACCOUNT_LOCKED':
      return (
        <Refusal problem={problem}>
          <Text size="sm">{words.locked}</Text>
          <NewPassword email={email} />
        </Refusal>
      );
    case 'CREDENTIALS_INVALID':
      return (
        <Refusal problem={problem}>
          <NewPassword email={email} />
          <Text size="sm">{words.notConfirmed}</Text>
          <SendAgain key={email} what="resendVerification" email={email} />
        </Refusal>
      );
    default:
      return <Refusal problem={problem} />;
  }
}

const NewPassword = ({ email }: { readonly email: string }) => (
  <Anchor component={Link} to="/forgot-password" state={{ email }} size="sm" c="inherit" underline="always">
    {words.newPassword}
  </Anchor>
);
