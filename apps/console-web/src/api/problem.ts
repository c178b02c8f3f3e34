import type { views } from '@platform/console-api';
import type { z } from 'zod';
import { words } from './words.ts';

export type Problem = z.output<typeof views.problem>;

/** A refusal of the gateway, or that it could not be asked: why, and what to do. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
  get reason(): string {
    return this.problem.reason;
  }
}

/** The refusal behind an error, if it is one. */
export const problemIn = (error: unknown): Problem | undefined =>
  error instanceof ProblemError ? error.problem : undefined;

const blank: Problem = {
  ...{ type: '', title: '', status: 0, detail: '', instance: '', reason: '', domain: 'console' },
  ...{ metadata: {}, retryable: true, fix: '', errors: [] },
};

/** Nothing came back: the network, or the gateway, is away. */
export const unreachable = (): ProblemError =>
  new ProblemError({
    ...blank,
    ...words.unreachable,
    reason: 'UNREACHABLE',
  });

/** What a failed answer says; an answer that is none of ours (a proxy's) is told by its status. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const isOurs = response.headers.get('content-type')?.includes('application/problem+json');
  if (isOurs) return new ProblemError((await response.json()) as Problem);
  const { title, detail, fix } = words.inTheWay;
  return new ProblemError({ ...blank, title, detail: detail(response.status), status: response.status, fix });
}
