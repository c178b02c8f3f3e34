import type { Clock } from '@platform/kernel';

/** The emulator's log: a line with its time, on stdout. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  /** The failure banner: its own bytes, nothing before or after them on a line. */
  banner(text: string): void;
}

export const lineLog = (write: (text: string) => void, clock: Clock): Log => {
  const line = (level: string, text: string) =>
    write(`${clock.now().toISOString()} ${level} --- [  MainThread] l.licensing : ${text}\n`);
  return {
    info: (text) => line(' INFO', text),
    warn: (text) => line(' WARN', text),
    banner: (text) => write(`${text}\n`),
  };
};

export const silentAboutLicenses = (log: Log): Log => ({ ...log, warn: () => {}, banner: () => {} });
