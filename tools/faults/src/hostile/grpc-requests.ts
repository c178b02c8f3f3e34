import { activation, facts, identity, legacy, licensing, notification, token, workspace } from '@platform/contracts';
import type { Definition } from '@platform/grpc';
import { strangeTexts } from './values.ts';

/** Every service of the house, by the audience under which it is called. */
export const definitions: readonly (readonly [string, Definition])[] = [
  ['identity', identity.IdentityServiceService],
  ['workspace', workspace.WorkspaceServiceService],
  ['licensing', licensing.LicensingServiceService],
  ['token', token.TokenServiceService],
  ['activation', activation.ActivationServiceService],
  ['activation', facts.FactsServiceService],
  ['notification', notification.NotificationServiceService],
  ['legacy', legacy.LegacyServiceService],
];

export type RpcMethod = Definition[string];

/** The bytes of one request with something wrong in it. */
export interface HostileBytes {
  readonly what: string;
  /** True: no message of any RPC, so that it must be refused. */
  readonly mustFail: boolean;
  readonly bytes: Buffer;
}

type Fields = Record<string, unknown>;

/** Everything hostile for one RPC, made from its message. `known` are good values of fields, by name. */
export function* hostileBytes(method: RpcMethod, known: Fields): Generator<HostileBytes> {
  const empty = method.requestDeserialize(Buffer.alloc(0)) as Fields;
  const sample = { ...empty, ...Object.fromEntries(Object.entries(known).filter(([name]) => name in empty)) };
  const encoded = (fields: Fields) => method.requestSerialize(fields as never);
  yield { what: 'nothing', mustFail: false, bytes: Buffer.alloc(0) };
  for (const [name, value] of Object.entries(empty))
    for (const [what, other] of valuesLike(value))
      yield { what: `${what} as ${name}`, mustFail: false, bytes: encoded({ ...sample, [name]: other }) };
  yield* brokenBytes(encoded(sample));
}

function valuesLike(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value === 'string') return strangeTexts;
  if (typeof value === 'number')
    return [
      ['-1', -1],
      ['2³¹-1', 2 ** 31 - 1],
      ['99', 99],
    ];
  if (typeof value === 'bigint')
    return [
      ['-1', -1n],
      ['2⁶³-1', 2n ** 63n - 1n],
    ];
  if (value instanceof Uint8Array)
    return [
      ['bytes', Buffer.from([0, 255, 0xc3, 0x28])],
      ['60 KB', Buffer.alloc(60_000, 'x')],
    ];
  return [];
}

const fieldNumbers = [1, 2, 3, 4, 5, 6, 7, 8];
/** What may stand behind a tag, by wire type; 3 opens a group, 6 and 7 are none. */
const contents: readonly (readonly [number, string, Buffer, boolean])[] = [
  [0, 'the largest varint', Buffer.from('ffffffffffffffffff01', 'hex'), false],
  [0, 'an endless varint', Buffer.alloc(12, 0xff), true],
  [1, '64 bits', Buffer.alloc(8, 0xff), false],
  [2, 'bad UTF-8', Buffer.from([3, 0xc3, 0x28, 0xff]), false],
  [2, 'more than there is', Buffer.from([0x7f, 0x61]), true],
  [2, 'a length of 2³²', Buffer.from('ffffffff0f61', 'hex'), true],
  [3, 'an open group', Buffer.alloc(0), true],
  [5, 'half of 32 bits', Buffer.alloc(2), true],
  [6, 'wire type 6', Buffer.alloc(4), true],
  [7, 'wire type 7', Buffer.alloc(4), true],
];

/** No message of any RPC. */
export const garbage = Buffer.from([0x08, ...Buffer.alloc(12, 0xff)]);

function* brokenBytes(good: Buffer): Generator<HostileBytes> {
  for (const field of fieldNumbers)
    for (const [wire, what, content, mustFail] of contents)
      yield {
        what: `${what} in field ${field}`,
        mustFail,
        bytes: Buffer.concat([Buffer.from([(field << 3) | wire]), content]),
      };
  if (good.length > 2) yield { what: 'cut', mustFail: true, bytes: good.subarray(0, good.length - 1) };
  // NOTE: ts-proto takes a tag of 0 for the end of the message.
  yield { what: 'field 0', mustFail: false, bytes: Buffer.from([0, 1]) };
  yield { what: 'HTTP', mustFail: true, bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n') };
  const long = (size: number) => {
    const head = [0x0a];
    for (let rest = size; ; rest >>>= 7) {
      head.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
      if (rest <= 0x7f) break;
    }
    return Buffer.concat([Buffer.from(head), Buffer.alloc(size, 'x')]);
  };
  for (const size of [70_000, 300_000, 10_000_000]) yield { what: `${size} bytes`, mustFail: true, bytes: long(size) };
}
