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

/** The text of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code of a system error such as ENOSPC, or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
