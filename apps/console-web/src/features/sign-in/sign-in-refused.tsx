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

/** Why no session was opened, and what mends it right here: the mail again, or a new password. */
export function SignInRefused({ problem, email }: SignInRefusedProps) {
  switch (problem?.reason) {
    case 'EMAIL_NOT_VERIFIED':
      return (
        <Refusal problem={problem} color="indigo">
          <SendAgain key={email} what="resendVerification" email={email} />
        </Refusal>
      );
    case 'ACCOUNT_LOCKED':
    case 'CREDENTIALS_INVALID':
      return (
        <Refusal problem={problem}>
          {problem.reason === 'ACCOUNT_LOCKED' && <Text size="sm">{words.locked}</Text>}
          <Anchor component={Link} to="/forgot-password" state={{ email }} size="sm" c="inherit" underline="always">
            {words.newPassword}
          </Anchor>
        </Refusal>
      );
    default:
      return <Refusal problem={problem} />;
  }
}
