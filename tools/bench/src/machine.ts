import { availableParallelism, cpus } from 'node:os';

/** What it was measured on, in a few words. */
export const machine = (): string =>
  `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`;
