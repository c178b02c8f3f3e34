import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { mailbox, type Place } from '@platform/testing';
import { houseOfEnvironment, plainEnvironment, root } from './config.ts';

/** The house that browser specs share. Only what `house-for-tests` prints is certain besides the two URLs. */
export interface TheHouse extends Place {
  readonly consoleUrl: string;
  readonly mailUrl: string;
  /** Activation's doors; absent when only TEST_CONSOLE_URL and TEST_MAIL_URL are given. */
  readonly activationUrl?: string;
  readonly activationAddress?: string;
}

const entry = join(root, 'tools/journeys/dist/house-for-tests.js');

let known: Promise<string> | undefined;

/**
 * The house of the environment (`npm test` sets it), else one that is started once per worker and ends with it.
 * Await it at the top of a spec, where no test's time limit runs.
 */
export async function theHouse(): Promise<TheHouse> {
  known ??= Promise.resolve(houseOfEnvironment() ?? startedHouse());
  const house = JSON.parse(await known) as Omit<TheHouse, keyof Place>;
  return { ...house, gatewayUrl: house.consoleUrl, mailbox: mailbox(house.mailUrl) };
}

async function startedHouse(): Promise<string> {
  if (!existsSync(entry)) throw new Error('no house can be started: build first (npx tsc -b)');
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', entry], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: plainEnvironment(),
  });
  const line = await firstLine(child);
  // Its input stays open for as long as we live, and it ends when that closes; it does not keep us alive.
  child.unref();
  (child.stdin as Socket).unref();
  (child.stdout as Socket).unref();
  return line;
}

function firstLine(child: ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> }): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('close', (status) => reject(new Error(`the house for the tests ended with ${status}, see above`)));
    child.once('error', reject);
  });
}
