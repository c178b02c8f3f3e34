import { connect as connectHttp2, constants } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FieldProblem } from '@platform/kernel';
import fc from 'fast-check';
import { bytesOf, type Echo, EchoService } from './echo.ts';
import { type EchoServer, echoServer, type RawAnswer, raised, rawCall } from './house.ts';

let server: EchoServer;
const handled: unknown[] = [];
beforeAll(async () => {
  server = await echoServer(
    async (request) => {
      handled.push(request);
      return request;
    },
    {
      rpcOptions: {
        check: ({ count }) => (count < 0 ? [{ field: 'count', reason: 'TOO_SMALL', detail: 'Give 0 or more.' }] : []),
      },
    },
  );
});
afterAll(() => server.close());

const { path } = EchoService.say;
const send = (bytes: Buffer): Promise<RawAnswer> => rawCall(server.address, path, bytes);
/** INVALID_ARGUMENT with our details. */
const refusedWell = ({ error }: RawAnswer): boolean =>
  error?.code === 3 && error.metadata.get('grpc-status-details-bin').length === 1;

/** One HTTP/2 request past every gRPC client: any headers, any frames. */
function frames(headers: Record<string, string>, body: Buffer, end = true): Promise<Record<string, unknown>> {
  const session = connectHttp2(`http://${server.address}`);
  session.on('error', () => undefined);
  const base = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
  return new Promise((resolve) => {
    const stream = session.request({ ...base, ...headers });
    const seen: Record<string, unknown> = {};
    stream.on('response', (told) => Object.assign(seen, told));
    stream.on('trailers', (told) => Object.assign(seen, told));
    stream.on('error', (error) => Object.assign(seen, { error }));
    stream.resume().on('close', () => {
      session.close();
      resolve(seen);
    });
    if (end) stream.end(body);
    else stream.write(body, () => stream.close(constants.NGHTTP2_CANCEL));
  });
}
const framed = (body: Buffer, compressed = 0, length = body.length): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, body]);
};
const stillWell = async () => expect(await server.client().say({ text: 'well' })).toMatchObject({ text: 'well' });

test('any bytes are either a message or a coded refusal', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    // Tags of every wire type with whatever follows.
    fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 40 })).map(([tag, rest]) => Uint8Array.from([tag, ...rest])),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (one) => {
      const answer = await send(Buffer.from(one));
      expect(answer.bytes !== undefined || refusedWell(answer)).toBe(true);
    }),
    { numRuns: 300 },
  );
  await stillWell();
});

test('a message that is cut anywhere, or has one byte changed, is a message or a coded refusal', async () => {
  const whole = bytesOf({ text: 'größe', count: 7, at: new Date(1e12), tags: ['a', 'bc'] });
  const cut = Array.from(whole, (_, length) => whole.subarray(0, length));
  const changed = Array.from(whole, (byte, index) => {
    const copy = Buffer.from(whole);
    copy[index] = byte ^ 0xff;
    return copy;
  });
  for (const one of [...cut, ...changed]) {
    const answer = await send(one);
    expect(answer.bytes !== undefined || refusedWell(answer)).toBe(true);
  }
});

test.each<[string, Buffer]>([
  ['text that is not UTF-8', Buffer.from([10, 2, 0xc3, 0x28])],
  ['half a surrogate pair', Buffer.from([10, 3, 0xed, 0xa0, 0x80])],
  ['NUL', Buffer.from([10, 1, 0])],
  ['an instant beyond time', Buffer.from([24, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])],
  ['a length beyond the end', Buffer.from([10, 0xff, 0xff, 0xff, 0xff, 0x07])],
  ['a varint without end', Buffer.alloc(20, 0xff)],
  ['60,000 nested groups', Buffer.alloc(60_000, 0x0b)],
  ['what the RPC itself refuses', Buffer.from(bytesOf({ text: '', count: -1, at: undefined, tags: [] }))],
])('%s is refused before the handler sees it', async (_what, bytes) => {
  const before = handled.length;
  const answer = await send(bytes);
  expect(refusedWell(answer)).toBe(true);
  expect(handled).toHaveLength(before);
});

test('the field that is wrong is named', async () => {
  const error = await raised(server.client().say({ text: 'a\0', count: -1 }));
  expect(error).toMatchObject({ reason: 'VALIDATION_FAILED', fields: [{ field: 'text', reason: 'TEXT_INVALID' }] });
  expect(await raised(server.client().say({ count: -1 }))).toMatchObject({ fields: [{ reason: 'TOO_SMALL' }] });
});

test('an RPC may answer itself what cannot be taken; what is too large stays refused', async () => {
  const onMalformed = async (fields: readonly FieldProblem[]) => ({
    ...{ text: fields.map(({ field }) => field).join(' '), count: 1, at: undefined, tags: [] },
  });
  const check = ({ count }: Echo) => (count < 0 ? [{ field: 'count', reason: 'TOO_SMALL', detail: '' }] : []);
  const kind = await echoServer(undefined, { rpcOptions: { check, onMalformed } });
  try {
    expect(await kind.client().say({ text: 'a\0', tags: ['b\0'] })).toMatchObject({ text: 'text tags[0]', count: 1 });
    expect(await kind.client().say({ count: -1 })).toMatchObject({ text: 'count', count: 1 });
    const { bytes } = await rawCall(kind.address, path, Buffer.alloc(20, 0xff));
    expect(bytes).toEqual(bytesOf({ text: '', count: 1, at: undefined, tags: [] }));
    const { error } = await rawCall(
      kind.address,
      path,
      bytesOf({ text: 'x'.repeat(70_000), count: 0, at: undefined, tags: [] }),
    );
    expect(error?.details).toBe('The request is larger than what is taken.');
  } finally {
    await kind.close();
  }
});

test('a request has at most 64 KiB: told by the client before it leaves, by the server otherwise', async () => {
  const text = (size: number) => ({ text: 'x'.repeat(size) });
  expect((await server.client().say(text(65_000))).text).toHaveLength(65_000);
  const early = await raised(server.client().say(text(65_536)));
  expect(early).toMatchObject({ reason: 'REQUEST_TOO_LARGE', metadata: { max: '65536' } });
  for (const size of [65_536, 1_000_000]) {
    const { error } = await send(bytesOf({ ...text(size), count: 0, at: undefined, tags: [] }));
    expect(error).toMatchObject({ code: 3 });
    expect(error?.details).toBe('The request is larger than what is taken.');
  }
});

test.each<[string, Record<string, string>, Buffer]>([
  ['compression that is none', { 'grpc-encoding': 'gzip' }, framed(Buffer.from('not gzip'), 1)],
  ['a truncated gzip', { 'grpc-encoding': 'gzip' }, framed(gzipSync(Buffer.alloc(1_000)).subarray(0, 12), 1)],
  ['a gzip bomb', { 'grpc-encoding': 'gzip' }, framed(gzipSync(Buffer.alloc(50_000_000)), 1)],
  ['an unknown encoding', { 'grpc-encoding': 'brotli' }, framed(Buffer.alloc(3), 1)],
  ['no message at all', {}, Buffer.alloc(0)],
  ['two messages', {}, Buffer.concat([framed(Buffer.alloc(0)), framed(Buffer.alloc(0))])],
  ['a frame of 4 GB', {}, framed(Buffer.alloc(10), 0, 2 ** 32 - 1)],
  ['a deadline that is none', { 'grpc-timeout': 'soon' }, framed(Buffer.alloc(0))],
])(
  '%s is the fault of the caller',
  async (_what, headers, body) => {
    const answer = await frames(headers, body);
    expect(answer).toMatchObject({ 'grpc-status': '3' });
    expect(answer['grpc-status-details-bin']).toBeDefined();
    await stillWell();
  },
  10_000,
);

test.each<[string, Record<string, string>, object]>([
  ['a method that is not offered', { ':path': '/test.v1.EchoService/Nope' }, { 'grpc-status': '12' }],
  ['a path that is none', { ':path': '/../../etc/passwd' }, { 'grpc-status': '12' }],
  ['another content type', { 'content-type': 'application/json' }, { ':status': 415 }],
])('%s is told so', async (_what, headers, expected) => {
  expect(await frames(headers, framed(Buffer.alloc(0)))).toMatchObject(expected);
  await stillWell();
});

test('streams that are opened and thrown away leave nothing behind', async () => {
  await Promise.all(Array.from({ length: 50 }, () => frames({}, framed(Buffer.alloc(3), 0, 100), false)));
  await stillWell();
});

test.each([
  ['HTTP/1.1', 'GET / HTTP/1.1\r\n\r\n'],
  ['zeros', '\0'.repeat(1_000)],
  ['a preface and then nonsense', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${'\xff'.repeat(30)}`],
])('a connection that speaks %s is closed', async (_what, text) => {
  const { hostname, port } = new URL(`http://${server.address}`);
  const socket = connectTcp(Number(port), hostname, () => socket.write(text, 'latin1'));
  await new Promise<void>((resolve) =>
    socket
      .resume()
      .on('error', () => undefined)
      .on('close', () => resolve()),
  );
  await stillWell();
});

test('metadata of every kind is taken or refused, never a crash', async () => {
  const value = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
  const keys = fc.constantFrom(
    'x-request-id',
    'idempotency_key',
    'validate_only',
    'accept-language',
    'traceparent',
    'x-caller',
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(keys, value), async (metadata) => {
      const { error } = await rawCall(server.address, path, Buffer.alloc(0), metadata);
      expect([undefined, 3, 16]).toContain(error?.code);
    }),
    { numRuns: 100 },
  );
});

test('nothing of all this was a bug of ours', () => {
  expect(server.logged.lines().filter(({ level }) => level === 'error')).toEqual([]);
});
