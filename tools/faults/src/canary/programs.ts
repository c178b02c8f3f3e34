import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../../../apps/cli/dist/main.js', import.meta.url));

/** Runs the command line with a folder of its own, which is thrown away; gives all that it printed. */
export async function runCli(commands: readonly (readonly string[])[], input = ''): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  const env = { CONFIG_DIR: folder, HOME: folder };
  let printed = '';
  try {
    for (const args of commands) {
      const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
      child.stdin.end(input);
      printed += (await Promise.all([text(child.stdout), text(child.stderr)])).join('');
    }
    return printed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
