import { CodedError } from '@platform/kernel';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

const MINUTE = 60_000;

/** So many requests per minute and address; the answer carries RateLimit headers, the refusal says when to come back. */
export const perMinute = (limit: number, name: string): RequestHandler =>
  rateLimit({
    windowMs: MINUTE,
    limit,
    identifier: name,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response, next) => {
      const seconds = Number(response.getHeader('Retry-After') ?? 60);
      next(
        new CodedError('RATE_LIMITED', {
          metadata: { limit: String(limit), window: '60', retry_after: String(seconds) },
          retryAfterSeconds: seconds,
        }),
      );
    },
  });
