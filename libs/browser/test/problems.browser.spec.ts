import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openBrowser } from '../src/open-browser.ts';
import { site } from './site.ts';

const here = await site({
  '/fine': '<main><h1>All is well</h1></main>',
  '/logs': '<h1>x</h1><script src="/logs.js"></script>',
  '/logs.js': "console.error('a planted console error'); console.log('only said')",
  '/throws': '<h1>x</h1><script src="/throws.js"></script>',
  '/throws.js': "throw new Error('a planted page error')",
  '/inline': "<h1>x</h1><script>document.title = 'inline ran'</script>",
  '/foreign': '<h1>x</h1><img src="http://example.com/pixel.gif"><script src="/foreign.js"></script>',
  '/foreign.js': "window.open('http://example.net/'); location.hash = '#ran'",
  '/bait': '<h1>x</h1><img src="http://example.com/pixel.gif" alt=""><object data="/fine"></object>',
  '/asks': '<h1>x</h1><script src="/asks.js"></script>',
  '/asks.js': "for (const path of ['/broken', '/missing', '/cut']) fetch(path).catch(() => {})",
  '/broken': (response) => void response.writeHead(503).end(),
  '/cut': (response) => void response.destroy(),
  '/never': () => undefined,
});
const failures = mkdtempSync(join(tmpdir(), 'browser-failures-'));
const browser = await openBrowser(here, failures);
afterAll(async () => {
  await browser.close();
  await here.stop();
  rmSync(failures, { recursive: true, force: true });
});

const opening = (path: string, ...expected: (string | RegExp)[]) =>
  browser.visit({}, async ({ page, expecting }) => {
    expecting(...expected);
    await page.goto(path, { waitUntil: 'networkidle' });
  })();

describe('a visit fails by itself', () => {
  test.each([
    ['when a page logs an error', '/logs', 'console error: a planted console error'],
    ['when a page throws', '/throws', 'page error: Error: a planted page error'],
    ['when the policy stops something', '/inline', 'policy violated: '],
    ['when another host is asked', '/foreign', 'foreign host: GET http://example.net/'],
    ['when the server breaks', '/asks', '/broken: 503'],
    ['when a request comes to nothing', '/asks', '/cut: net::ERR_'],
  ])('%s', async (_what, path, said) => {
    await expect(opening(path)).rejects.toThrow(said);
  });

  test('in a second tab and in another browser, too', async () => {
    const elsewhere = browser.visit({}, async ({ tab, another }) => {
      await (await tab()).goto('/logs');
      await (await another({ theme: 'dark' })).page.goto('/throws');
    });
    await expect(elsewhere()).rejects.toThrow(/a planted console error[\s\S]*a planted page error/);
  });
});

test('what a test expects is no problem, and nothing else is hidden by it', async () => {
  await opening('/logs', 'planted console');
  await expect(opening('/logs', 'something else')).rejects.toThrow('a planted console error');
});

test('what the policy stopped was never sent: it is said once, as broken policy', async () => {
  await opening('/bait', 'Content Security Policy');
  await expect(opening('/bait')).rejects.toThrow(/^policy violated: [^\n]*(\npolicy violated: [^\n]*)*\n\n/);
});

test('a page that only answers 404 is the business of the page', async () => {
  await opening('/asks', '/broken: 503', '/cut');
});

test('no other host is reached, and its name is not even looked up', async () => {
  const asked = browser.visit({}, async ({ page, expecting }) => {
    expecting('example.com');
    await page.goto('/fine');
    await page.goto('http://example.com/');
  });
  await expect(asked()).rejects.toThrow('net::ERR_NAME_NOT_RESOLVED');
});

test('a failure keeps picture, page and console, and says where', async () => {
  const failing = browser.visit({}, async ({ page, expecting }) => {
    expecting('planted');
    await page.goto('/logs');
    expect('this').toBe('that');
  });
  const error = await failing().then(
    () => undefined,
    (failure: Error) => failure,
  );
  const [, folder = ''] = /kept in (\S+): console\.log, page\.png, page\.html/.exec(error?.message ?? '') ?? [];
  const name = 'problems-browser--a-failure-keeps-picture-page-and-console-and-says-where';
  expect(folder).toContain(name);
  expect(error?.stack).toContain('toBe');
  expect(error?.stack).toContain(folder);
  const at = join(failures, name);
  expect(readdirSync(at).sort()).toEqual(['console.log', 'page.html', 'page.png']);
  expect(readFileSync(join(at, 'console.log'), 'utf8')).toContain('console log: only said');
  expect(readFileSync(join(at, 'page.html'), 'utf8')).toContain('<script src="/logs.js">');
});

test('what a test still answers for the server when it ends is nobody’s failure', async () => {
  const leaving = browser.visit({}, async ({ page, context }) => {
    await page.route('**/never', async (route) => route.fulfill({ response: await route.fetch() }));
    await context.route('**/slow', async (route) => route.fulfill({ response: await route.fetch({ url: '/never' }) }));
    await page.goto('/fine');
    const asked = ['never', 'slow'].map((name) => page.waitForRequest(`**/${name}`));
    await page.evaluate(() => {
      for (const path of ['/never', '/slow']) fetch(path).catch(() => undefined);
    });
    await Promise.all(asked);
  });
  await leaving();
});

test('every visit begins with nothing', async () => {
  const cookies = () =>
    browser.visit({}, async ({ page, context }) => {
      await page.goto('/fine');
      expect(await context.cookies()).toEqual([]);
      await context.addCookies([{ name: 'left', value: 'behind', url: here.consoleUrl }]);
    })();
  await cookies();
  await cookies();
});
