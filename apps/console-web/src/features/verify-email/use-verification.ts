import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { problemIn } from '../../api/problem.ts';
import { type MailedLink, spend } from '../../session/mailed-secret.ts';

/**
 * Sends the secret of a link once, however often the page is drawn; again only when the person asks for it after a failure
 * that may pass. Gives the verified address.
 */
export const useVerification = ({ id, secret }: MailedLink) =>
  useQuery({
    queryKey: ['verification', id],
    queryFn: async () => {
      try {
        const { user } = await call('verifyEmail', { body: { secret } });
        spend('verifyEmail');
        return user.email;
      } catch (error) {
        if (problemIn(error)?.retryable === false) spend('verifyEmail');
        throw error;
      }
    },
    ...{ retry: false, staleTime: Number.POSITIVE_INFINITY },
    ...{ refetchOnMount: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
  });
