import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';

test('the memory of a rush goes back to the system once the process rests, and nothing is done for that of other work', async () => {
  const rush = join(import.meta.dirname, 'children/rush.ts');
  const child = spawn(process.execPath, ['--conditions=source', '--expose-gc', rush], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const said = async () => JSON.parse((await lines.next()).value ?? '{}');
    const givenAfterRush = async () => {
      expect(await said()).toEqual({ rush: 1_050_000 });
      const { before, collected, after } = await said();
      expect(before - collected).toBeGreaterThan(50e6);
      expect(collected - after).toBeGreaterThan(50e6);
    };
    await givenAfterRush();
    expect(await said()).toEqual({ worked: true });
    await givenAfterRush();
  } finally {
    child.kill();
    await once(child, 'close');
  }
});
