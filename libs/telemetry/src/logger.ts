import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

export interface LoggerOptions {
  /** Default: LOG_LEVEL of the environment, else `info`. */
  readonly level?: string | undefined;
  readonly destination?: DestinationStream | undefined;
}

/** A log of JSON lines in which no secret appears. */
export function logger(name: string, { level = 'info', destination }: LoggerOptions = {}): Logger {
  return destination ? pino({ name, level }, destination) : pino({ name, level });
}
