import { type Logger, logger } from '@platform/telemetry';

export interface CapturedLog {
  readonly log: Logger;
  /** Every line so far, parsed. */
  lines(): readonly Readonly<Record<string, unknown>>[];
  /** Every byte so far: what a search for secrets looks at. */
  text(): string;
}

/** A real logger whose lines stay in memory, from `trace` on. */
export function captureLog(name = 'test'): CapturedLog {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    log: logger(name, { level: 'trace', destination }),
    text: () => written.join(''),
    lines: () => written.map((line) => JSON.parse(line)),
  };
}
