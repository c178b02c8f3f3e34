import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '@platform/testing';

type Line = Readonly<Record<string, unknown>>;

/** The example service as a real process, its log lines and its end. */
export class ServiceProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: Line[] = [];
  readonly ended: Promise<number | null>;
  errors = '';

  constructor(env: Readonly<Record<string, string>>, whole: Readonly<Record<string, string>> = settings) {
    const register = join(import.meta.dirname, '../../telemetry/src/register.ts');
    const main = join(import.meta.dirname, 'children/main.ts');
    this.child = spawn(process.execPath, ['--conditions=source', '--import', register, main], {
      env: { ...whole, ...env },
    });
    createInterface(this.child.stdout).on('line', (line) => this.lines.push(JSON.parse(line)));
    this.child.stderr.on('data', (chunk) => {
      this.errors += chunk;
    });
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Waits for a log line and gives it. */
  heard(msg: string): Promise<Line> {
    const look = () => this.lines.find((line) => line.msg === msg) ?? Promise.reject(this.trouble(msg));
    return eventually(look, { within: 50_000 });
  }

  say(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  said = (): unknown[] => this.lines.map((line) => line.msg);

  /** Asks the health server. */
  async ask(path: string, method = 'GET') {
    const { health } = await this.heard('ready');
    const response = await fetch(`http://${health}${path}`, { method });
    return { status: response.status, text: await response.text() };
  }

  async close(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }

  private trouble(msg: string): Error {
    return new Error(`never said ${msg}: ${JSON.stringify(this.lines)} ${this.errors}`);
  }
}

const settings = { MONGO_URL: 'mongodb://127.0.0.1:1', WORK_ADDRESS: '127.0.0.1:0' };
