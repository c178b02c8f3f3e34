import { queryOptions } from '@tanstack/react-query';
import { problemOf, unreachable } from '../../api/problem.ts';

/** A mail in the list. */
export interface MailSummary {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly received_at: string;
}
export interface MailContent {
  readonly html: string;
  readonly text: string;
}

/** These routes are there in development only and in no document, so the typed client does not know them. */
async function ask<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, cache: 'no-store' }).catch((cause: unknown) => {
    throw signal.aborted ? cause : unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

/** All mails, the latest first; asked again every two seconds. */
export const mailsQuery = queryOptions({
  queryKey: ['mails'],
  queryFn: async ({ signal }) => (await ask<{ mails: MailSummary[] }>('/v1/local-mails', signal)).mails.toReversed(),
  refetchInterval: 2_000,
  staleTime: 0,
});

/** One mail's content; it never changes. */
export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', id],
    queryFn: ({ signal }) => ask<MailContent>(`/v1/local-mails/${encodeURIComponent(id)}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Those that went to an address, or to one that contains these characters. */
export const mailsTo = (mails: readonly MailSummary[], address: string): readonly MailSummary[] => {
  const wanted = address.trim().toLowerCase();
  return mails.filter(({ to }) => to.some((each) => each.toLowerCase().includes(wanted)));
};
