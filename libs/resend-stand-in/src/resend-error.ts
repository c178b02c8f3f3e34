import type { Response } from 'express';

/** The error names of Resend that this stand-in answers with, and the HTTP status that they mostly have. */
const statusOf = {
  missing_api_key: 401,
  invalid_api_key: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid_idempotency_key: 400,
  invalid_idempotent_request: 409,
  missing_required_field: 422,
  validation_error: 422,
  rate_limit_exceeded: 429,
  application_error: 500,
} as const;

export type ResendErrorName = keyof typeof statusOf;

/** Answers in the shape that Resend's clients read: `{ statusCode, name, message }`. */
export function answerError(
  response: Response,
  name: ResendErrorName,
  message: string,
  statusCode: number = statusOf[name],
): void {
  if (statusCode === 429) response.setHeader('retry-after', '1');
  response.status(statusCode).json({ statusCode, name, message });
}
