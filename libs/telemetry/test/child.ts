import { spawn } from 'node:child_process';
import { join } from 'node:path';

const register = join(import.meta.dirname, '../src/register.ts');

/** Runs a script of test/children in its own process, sources and --import file as in production. */
export async function child(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  const args = ['--conditions=source', '--import', register, join(import.meta.dirname, 'children', script)];
  const running = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([running.stdout.toArray(), running.stderr.toArray()]);
  const code = running.exitCode ?? (await new Promise((resolve) => running.once('exit', resolve)));
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${err.join('')}`);
  return out.join('');
}
