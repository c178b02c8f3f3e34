import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { echo, follow } from '../src/echo.ts';
import { scratch } from './support.ts';

test('only what is added later is told, in whole lines', async () => {
  const file = join(await scratch(), 'log');
  await appendFile(file, 'before\n');
  const reading = follow(file);

  await appendFile(file, 'one\ntw');
  expect(await reading.next()).toEqual(['one']);
  await appendFile(file, 'o\n');
  expect(await reading.next()).toEqual(['two']);
});

test('warnings and crashes are told with the name before them; ordinary lines are not', async () => {
  const file = join(await scratch(), 'log');
  const told: string[] = [];
  const echoing = echo('token', file, (line) => told.push(line), 5);
  const entry = (level: number | string, msg: string) => `${JSON.stringify({ level, msg })}\n`;

  await appendFile(file, `${entry(30, 'ready')}${entry(40, 'slow')}${entry('error', 'broken')}TypeError: x\n`);
  await eventually(() => expect(told).toHaveLength(3));

  expect(told).toEqual(['[token] slow', '[token] broken', '[token] TypeError: x']);
  echoing.stop();
});
