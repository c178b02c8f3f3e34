import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { consolePages } from './console-pages.ts';
import { errorAnswers } from './errors.ts';

const script = 'export const words = "the console";\n'.repeat(100);
const log = { error: () => undefined } as never;
const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const app = express()
  .use(consolePages(folder))
  .use(errorAnswers({ docsUrl: 'https://docs.example', log }));
const server = createServer(app);

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/index-abc.js'), script);
  writeFileSync(join(folder, 'assets/index-abc.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'assets/index-abc.js.gz'), gzipSync(script));
  writeFileSync(join(folder, 'assets/old-abc.js'), script);
  writeFileSync(join(folder, 'assets/old-abc.js.gz'), gzipSync(script));
  writeFileSync(join(folder, 'assets/plain-abc.css'), 'a{}');
  writeFileSync(join(folder, 'theme.js'), script);
  writeFileSync(join(folder, 'theme.js.br'), brotliCompressSync(script));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Without fetch, which asks for encodings of its own and takes them off. */
const ask = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    get({ port, host: '127.0.0.1', path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    }).once('error', reject);
  });
const inBrowser = { 'accept-encoding': 'gzip, deflate, br, zstd' };
const asset = '/assets/index-abc.js';

describe('what the build made smaller', () => {
  test('goes to a browser in its smallest form, as what it is, and is kept', async () => {
    const { headers, body } = await ask(asset, inBrowser);
    expect(body).toEqual(brotliCompressSync(script));
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
  });
  test.each([
    ['gzip', { 'accept-encoding': 'gzip' }, asset],
    ['gzip', { 'accept-encoding': 'br;q=0, gzip' }, asset],
    ['gzip', inBrowser, '/assets/old-abc.js'],
  ])('goes as %s to whoever takes no other, and where there is no other', async (encoding, headers, path) => {
    const answer = await ask(path, headers);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.body).toEqual(gzipSync(script));
  });
  test.each([{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'deflate' }])(
    'goes as it is to whoever takes no encoding of ours: %j',
    async (headers) => {
      const answer = await ask(asset, headers as Record<string, string>);
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.headers.vary).toBe('Accept-Encoding');
      expect(answer.body.toString()).toBe(script);
    },
  );
  test('is asked for again where its name does not change, and is not sent twice', async () => {
    const { headers } = await ask('/theme.js', inBrowser);
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'no-cache' });
    const again = await ask('/theme.js', { ...inBrowser, 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });
});

test('what was not worth it goes as it is', async () => {
  const { headers, body } = await ask('/assets/plain-abc.css', inBrowser);
  expect(headers['content-encoding']).toBeUndefined();
  expect([headers['content-type'], body.toString()]).toEqual(['text/css; charset=utf-8', 'a{}']);
});

test('a file of an older release is gone, in whatever form it is asked for', async () => {
  const { status, headers, body } = await ask('/assets/gone.js', { ...inBrowser, accept: 'text/html' });
  expect([status, JSON.parse(body.toString()).reason]).toEqual([404, 'ROUTE_NOT_FOUND']);
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['cache-control']).toBeUndefined();
});

test.each(['/assets/..%2findex.js', '/../secret.js', '/assets/%2e%2e/%2e%2e/secret.js', '/.hidden.js'])(
  'nothing outside the folder is reached: %s',
  async (path) => {
    writeFileSync(join(folder, '..', 'secret.js.br'), 'x');
    const { body } = await ask(path, inBrowser);
    rmSync(join(folder, '..', 'secret.js.br'));
    expect(body.toString()).not.toBe('x');
  },
);

test('every address that a person may open is the one page, and no cache keeps it', async () => {
  const { headers, body } = await ask('/workspace/my-license', { ...inBrowser, accept: 'text/html' });
  expect([body.toString(), headers['cache-control']]).toEqual(['<!doctype html>', 'no-store']);
});
