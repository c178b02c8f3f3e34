import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import express from 'express';
import { type Line, lineOf, mostWaitingBytes } from './line.ts';

const lines: Line[] = [];
const closed: Line[] = [];
const server = createServer(
  express().get('/', (_request, response) => {
    const line = lineOf(response);
    line.onClose(() => void closed.push(line));
    lines.push(line);
  }),
);
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function visit() {
  const socket = connect(port, '127.0.0.1');
  let read = '';
  socket.on('data', (chunk) => {
    read += chunk.toString();
  });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const before = lines.length;
  await eventually(() => lines.length > before && read.includes('\r\n\r\n'));
  return { socket, line: lines.at(-1) as Line, read: () => read };
}

test('nothing between here and the page keeps a stream back or for later', async () => {
  const { socket, line, read } = await visit();
  expect(read()).toMatch(/content-type: text\/event-stream; charset=utf-8/i);
  expect(read()).toMatch(/cache-control: no-store/i);
  expect(read()).toMatch(/x-accel-buffering: no/i);
  line.write('data: 1\n\n');
  await eventually(() => read().includes('data: 1'));
  socket.destroy();
  await eventually(() => closed.includes(line));
});

test('whoever reads more slowly than they are told is hung up on; what waits for them stays bounded', async () => {
  const { socket, line } = await visit();
  socket.pause();
  const text = 'x'.repeat(16 * 1024);
  for (let n = 0; n < 2_000 && !closed.includes(line); n += 1) {
    line.write(text);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(closed).toContain(line);
  const held = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 2_000; n += 1) line.write(text);
  expect(process.memoryUsage().arrayBuffers - held).toBeLessThan(2 * mostWaitingBytes + 1024 * 1024);
  socket.destroy();
});

test('after the last word nothing more is said', async () => {
  const { line, read, socket } = await visit();
  line.end('event: removed\n\n');
  line.write('event: changed\n\n');
  line.end('again');
  await eventually(() => closed.includes(line));
  expect(read()).toContain('event: removed');
  expect(read()).not.toMatch(/changed|again/);
  socket.destroy();
});
