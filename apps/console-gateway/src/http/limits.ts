import { createHash } from 'node:crypto';
import { CodedError } from '@platform/kernel';
import type { RequestHandler } from 'express';
import { type Options, rateLimit } from 'express-rate-limit';
import { secretOf } from './session-cookie.ts';

const MINUTE = 60_000;

const limited = (limit: number, name: string, whose: Partial<Options>): RequestHandler =>
  rateLimit({
    ...whose,
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

/** So many requests per minute and address; the answer carries RateLimit headers, the refusal says when to come back. */
export const perMinute = (limit: number, name: string): RequestHandler => limited(limit, name, {});

/**
 * So many per minute and session, wherever it is used from. The address has its own limit, so that made-up sessions do not
 * pile up. Only a hash of the secret is kept, and what a header shows is made of that.
 */
export const perSession = (limit: number, name: string): RequestHandler =>
  limited(limit, name, {
    skip: ({ headers }) => secretOf(headers.cookie) === undefined,
    keyGenerator: ({ headers }) =>
      createHash('sha256')
        .update(secretOf(headers.cookie) ?? '')
        .digest('base64url'),
  });
