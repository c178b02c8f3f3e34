import { createConnection } from 'node:net';
import { expect, test } from '@jest/globals';
import { keep } from '../src/keeper/keep.ts';
import { eventually } from '../src/wait.ts';
import { nothingLeft, processesOf, scratch } from './support/child.ts';

test('the keeper serves those who come, and leaves when the last has gone', async () => {
  const dataDir = await scratch();
  const door = `${dataDir}/door`;
  const keeping = keep({ door, dataDir, idleMs: 300, only: ['redis'] });
  const lines: string[] = [];
  const user = createConnection(door);
  user.on('data', (chunk) => lines.push(chunk.toString()));
  await eventually(async () => lines.length > 0, 30_000);
  expect(JSON.parse(lines.join('')).redisUrl).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
  expect(processesOf(dataDir)).not.toEqual([]);

  await keep({ door, dataDir, idleMs: 1, only: ['redis'] });
  expect(processesOf(dataDir)).not.toEqual([]);

  user.destroy();
  await keeping;
  await nothingLeft(dataDir);
});
