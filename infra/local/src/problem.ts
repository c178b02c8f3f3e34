/**
 * What keeps a server from running, and what the reader can do about it. The message always carries the remedy, so
 * that whoever prints it helps.
 */
export class ServerProblem extends Error {
  readonly what: string;
  readonly remedy: string;

  constructor(what: string, remedy: string, cause?: unknown) {
    super(`${what}\n  remedy: ${remedy}`, cause === undefined ? undefined : { cause });
    this.name = 'ServerProblem';
    this.what = what;
    this.remedy = remedy;
  }
}

/** The text of anything that was thrown. Errors of another realm (a test runner's) are no instances of ours. */
export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);

/** The code of a system error such as ENOSPC, or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
