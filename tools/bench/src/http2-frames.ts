/** HTTP/2 as far as unary gRPC needs it (RFC 9113, RFC 7541): a client library would cost more than what is measured. */
export const FrameType = { data: 0, headers: 1, reset: 3, settings: 4, ping: 6, goAway: 7, windowUpdate: 8 } as const;
export const Flag = { endStream: 1, ack: 1, endHeaders: 4 } as const;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

const headBytes = 9;
const largestWindow = 0x7fff_ffff;
const firstWindow = 65_535;

export function frame({ type, flags, stream, payload }: Frame): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** What a client says first: no pushes, and windows so wide that a server never waits for us. */
export const greeting = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  frame({
    type: FrameType.settings,
    flags: 0,
    stream: 0,
    payload: Buffer.from('0002000000000004' + '7fffffff', 'hex'),
  }),
  frame({ type: FrameType.windowUpdate, flags: 0, stream: 0, payload: number32(largestWindow - firstWindow) }),
]);

/** One gRPC call as bytes: HEADERS, then DATA with the message. Where its stream's number stands is told with it. */
export interface CallBytes {
  readonly bytes: Buffer;
  /** Where the number of the stream goes. */
  readonly streamAt: readonly number[];
  /** Where the message begins. */
  readonly messageAt: number;
}

/** Makes the bytes of a call. Raises RangeError when a header is longer than this small encoder writes. */
export function callBytes(path: string, authority: string, message: Buffer): CallBytes {
  const headers = frame({
    type: FrameType.headers,
    flags: Flag.endHeaders,
    stream: 0,
    payload: hpack(path, authority),
  });
  const prefix = Buffer.concat([Buffer.of(0), number32(message.length)]);
  const payload = Buffer.concat([prefix, message]);
  const data = frame({ type: FrameType.data, flags: Flag.endStream, stream: 0, payload });
  return {
    bytes: Buffer.concat([headers, data]),
    streamAt: [5, headers.length + 5],
    messageAt: headers.length + headBytes + prefix.length,
  };
}

/** Headers without compression state, so that each call has the same bytes. Numbers of names are from HPACK's static table. */
function hpack(path: string, authority: string): Buffer {
  const [post, http] = [0x83, 0x86];
  const [namedAuthority, namedPath] = [0x01, 0x04];
  const unnamed = (name: string, value: string) => [0, ...text(name), ...text(value)];
  return Buffer.from([
    ...[post, http, namedPath, ...text(path), namedAuthority, ...text(authority)],
    ...unnamed('content-type', 'application/grpc'),
    ...unnamed('te', 'trailers'),
    ...unnamed('grpc-timeout', '4S'),
  ]);
}

function text(value: string): readonly number[] {
  const bytes = Buffer.from(value);
  if (bytes.length > 126) throw new RangeError(`a header of ${bytes.length} bytes is too long here`);
  return [bytes.length, ...bytes];
}

/** Takes whole frames off the front of what has come; gives what is left. */
export function takeFrames(bytes: Buffer, take: (frame: Frame) => void): Buffer {
  let at = 0;
  while (at + headBytes <= bytes.length) {
    const end = at + headBytes + bytes.readUIntBE(at, 3);
    if (end > bytes.length) break;
    const stream = bytes.readUInt32BE(at + 5) & largestWindow;
    const payload = bytes.subarray(at + headBytes, end);
    take({ type: bytes.readUInt8(at + 3), flags: bytes.readUInt8(at + 4), stream, payload });
    at = end;
  }
  return bytes.subarray(at);
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
