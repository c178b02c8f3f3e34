import type { Target } from './load.ts';

/** One server that is measured. */
export interface Subject extends Target {
  readonly name: string;
  /** The process that answers. */
  readonly pid: number;
  /** Resolves when everything that the answered calls left to do is done, so that its cost is counted, too. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}
