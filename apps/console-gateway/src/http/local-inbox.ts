import { refuse } from '@platform/kernel';
import { type RequestHandler, Router } from 'express';
import { z } from 'zod';

const listing = z.object({
  mails: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      received_at: z.string(),
    }),
  ),
});
const mail = z.object({ id: z.string(), subject: z.string(), html: z.string(), text: z.string() });

/** Asks the stand-in; it may be away. */
const asks =
  (url: (id: string) => string, shape: z.ZodType): RequestHandler<{ id: string }> =>
  async (request, response) => {
    const answer = await fetch(url(request.params.id), { signal: AbortSignal.timeout(2_000) }).catch(
      (cause: unknown) => {
        throw refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'mail' }, cause });
      },
    );
    if (answer.status === 404) throw refuse('RESOURCE_NOT_FOUND');
    response.set('Cache-Control', 'no-store').json(shape.parse(await answer.json()));
  };

/**
 * The mails that a development house sent, for the console's local inbox. They hold secrets of everybody: it is only there
 * where LOCAL_INBOX_URL names the stand-in of the mail provider, which is nowhere but in development.
 */
export function localInbox(standIn: string): Router {
  const router = Router();
  router.get(
    '/v1/local-mails',
    asks(() => new URL('/inbox', standIn).href, listing),
  );
  router.get(
    '/v1/local-mails/:id',
    asks((id) => new URL(`/inbox/${encodeURIComponent(id)}`, standIn).href, mail),
  );
  return router;
}
