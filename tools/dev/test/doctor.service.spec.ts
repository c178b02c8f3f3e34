import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inherited } from '../src/config.ts';
import { root } from '../src/root.ts';
import { scratch } from './support.ts';

const oldNode = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.0'})`;

/** `npm run doctor` on a machine that has nothing but an old Node. */
async function doctor(): Promise<{ said: string; status: number }> {
  const env = { ...inherited(), PATH: '/nowhere', JAVA_HOME: '', XDG_CACHE_HOME: await scratch() };
  const args = ['--import', oldNode, join(root, 'tools/dev/doctor.mjs')];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env }, (_error, stdout, stderr) =>
      resolve({ said: stdout + stderr, status: child.exitCode ?? 0 }),
    );
  });
}

test('an old Node does not keep the doctor from looking at the servers', async () => {
  const { said, status } = await doctor();

  expect(said).toMatch(/missing node +18\.20\.0 .*\n +too old\n +mend: install Node 20\.19 or newer/);
  expect(said).toMatch(/missing mongo .*\n +python3 is missing/);
  expect(said).toMatch(/missing kafka .*\n +mvn is missing/);
  expect(status).toBe(1);
});
