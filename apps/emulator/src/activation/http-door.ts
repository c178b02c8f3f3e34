import { isVerdict } from '@platform/kernel';
import { z } from 'zod';
import { jwks } from '../license/jwks.ts';
import type { Door, Outcome } from './outcome.ts';

const verdictStatuses = new Set([400, 401, 403]);

const granted = z.object({
  granted: z.literal(true),
  decision_id: z.string(),
  lease: z.string(),
  server_time: z.coerce.date(),
  nonce: z.string(),
  warnings: z.array(z.object({ reason: z.string(), message: z.string() })).default([]),
});

const refused = z.object({
  reason: z.string().refine(isVerdict),
  detail: z.string().default(''),
  decision_id: z.string().optional(),
  blocking: z.array(z.object({ reason: z.string(), message: z.string() })).default([]),
});

async function outcomeOf(response: Response): Promise<Outcome> {
  const body: unknown = await response.json().catch(() => undefined);
  const grant = response.status === 200 ? granted.safeParse(body) : undefined;
  if (grant?.success) {
    const { decision_id: decisionId, lease, server_time: serverTime, nonce, warnings } = grant.data;
    return { kind: 'granted', decisionId, lease, serverTime, nonce, warnings };
  }
  const refusal = verdictStatuses.has(response.status) ? refused.safeParse(body) : undefined;
  if (!refusal?.success) return { kind: 'trouble', what: `the license server answered with HTTP ${response.status}` };
  const { reason, detail, decision_id: decisionId, blocking } = refusal.data;
  const [first, ...rest] = blocking;
  return {
    kind: 'refused',
    reason,
    decisionId,
    message: first?.message ?? detail,
    also: rest.map(({ message }) => message),
  };
}

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/** `POST /v1/activate` and `GET /.well-known/license-jwks.json`. */
export function httpDoor(endpoint: string, timeoutMs: number): Door {
  const url = (path: string) => new URL(path, endpoint);
  return {
    activate: async (request, withinMs) => {
      try {
        const response = await fetch(url('/v1/activate'), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
          redirect: 'error',
          signal: AbortSignal.timeout(withinMs),
        });
        return await outcomeOf(response);
      } catch (error) {
        return { kind: 'trouble', what: causeOf(error) };
      }
    },
    keys: async () => {
      try {
        const response = await fetch(url('/.well-known/license-jwks.json'), { signal: AbortSignal.timeout(timeoutMs) });
        const read = jwks.safeParse(await response.json());
        return read.success ? read.data : undefined;
      } catch {
        return undefined;
      }
    },
    close: () => {},
  };
}
