import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { chromium as engine } from 'playwright-core';
import { axe } from '../src/axe.ts';
import { chromium } from '../src/chromium.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chromium-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const program = (name: string): string => {
  const file = join(scratch, name);
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
  return file;
};

test('CHROMIUM_PATH comes before PATH, and a wrong one is told', async () => {
  const [own, other] = [program('my-browser'), program('chromium')];
  expect(await chromium({ CHROMIUM_PATH: own, PATH: scratch })).toMatchObject({ executablePath: own });
  expect(await chromium({ PATH: `/nowhere:${scratch}` })).toMatchObject({ executablePath: other, from: 'PATH' });
  await expect(chromium({ CHROMIUM_PATH: join(scratch, 'none') })).rejects.toThrow('name one, or leave it away');
});

test('a machine without any browser uses the one of the package, and axe runs in it', async () => {
  const { executablePath, env, from } = await chromium({ PATH: '/nowhere' });
  expect(from).toBe('package');
  const browser = await engine.launch({ executablePath, env, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.setContent(
    '<!doctype html><html lang="en"><title>x</title><main><h1><span id="wide">Wide</span></h1></main></html>',
  );
  await axe(page);
  expect((await page.locator('#wide').boundingBox())?.width).toBeGreaterThan(60);
  await browser.close();
});
