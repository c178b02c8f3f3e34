import { Stack, Text } from '@mantine/core';
import { Failed } from '@platform/ui';
import { useNavigate, useRouteContext } from '@tanstack/react-router';
import { useEffect } from 'react';
import { problemIn } from '../../api/problem.ts';
import { AskForMail } from '../../form/ask-for-mail.tsx';
import { adviceIn } from '../../form/refusal.tsx';
import type { MailedLink } from '../../session/mailed-secret.ts';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { LinkRefused } from './link-refused.tsx';
import { useVerification } from './use-verification.ts';
import { words } from './words.ts';

/** Proves the address with the secret of the mail's link, which is gone from the address bar by now (S-4). */
export function VerifyEmailPage() {
  const { link } = useRouteContext({ from: '/outside/verify-email' });
  return link.secret === '' ? <NoLink /> : <Verifying key={link.id} link={link} />;
}

function Verifying({ link }: { readonly link: MailedLink }) {
  const navigate = useNavigate();
  const { data: email, error, isFetching, refetch } = useVerification(link);
  useEffect(() => {
    if (email) void navigate({ to: '/sign-in', replace: true, state: { email, news: 'verified' } });
  }, [email, navigate]);

  const problem = problemIn(error);
  if (!problem || isFetching) return <Moment />;
  if (!problem.retryable) return <LinkRefused reason={problem.reason} />;
  return (
    <Stack>
      <OutsideTitle focus>{words.later}</OutsideTitle>
      <Failed
        title={problem.title}
        detail={adviceIn(problem)}
        requestId={problem.instance}
        onRetry={() => void refetch()}
      />
    </Stack>
  );
}

const Moment = () => (
  <Stack>
    <OutsideTitle focus>{words.title}</OutsideTitle>
    <Text role="status">{words.moment}</Text>
  </Stack>
);

const NoLink = () => (
  <Stack>
    <OutsideTitle focus>{words.title}</OutsideTitle>
    <Text>{words.noLink}</Text>
    <AskForMail />
  </Stack>
);
