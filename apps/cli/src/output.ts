/** What a command found out: data for programs, lines for people. */
export interface Told {
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  readonly warnings?: readonly string[];
}

/** A command that cannot do what it was asked: what happened, why, and the one next command. */
export class CommandFailed extends Error {
  readonly exitCode: number;
  readonly code: string;
  readonly next: string;

  constructor(exitCode: number, code: string, message: string, next: string) {
    super(message);
    this.name = 'CommandFailed';
    this.exitCode = exitCode;
    this.code = code;
    this.next = next;
  }
}

export const EXIT = { ok: 0, usage: 2, activationFailed: 55, badConfiguration: 64, unreachable: 69 } as const;

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** All of standard input. */
  readonly input: () => Promise<string>;
}

const document = (command: string, status: 'ok' | 'error', told: Partial<Told>, error?: object) =>
  `${JSON.stringify({ schema_version: 1, command, status, data: told.data ?? null, warnings: told.warnings ?? [], error: error ?? null })}\n`;

/** Data on stdout, talk on stderr; with --json one object. */
export function tell(terminal: Terminal, command: string, told: Told, json: boolean): void {
  if (json) {
    terminal.out(document(command, 'ok', told));
    return;
  }
  for (const warning of told.warnings ?? []) terminal.err(`warning: ${warning}\n`);
  for (const line of told.lines) terminal.out(`${line}\n`);
}

export function tellFailure(terminal: Terminal, command: string, failure: CommandFailed, json: boolean): void {
  const { code, message, next } = failure;
  if (json) terminal.out(document(command, 'error', {}, { code, message, actions: [next] }));
  else terminal.err(`error: ${message}\n${next}\n`);
}
