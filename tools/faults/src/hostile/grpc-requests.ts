import {
  activation,
  door,
  doorOwner,
  factOwner,
  facts,
  identity,
  legacy,
  licensing,
  notification,
  token,
  workspace,
} from '@platform/contracts';
import type { Definition } from '@platform/grpc';
import { wholeRequests } from './samples.ts';
import { strangeTexts } from './values.ts';

/** Every service of the house, by the audience under which it is called. */
export const definitions: readonly (readonly [string, Definition])[] = [
  ['identity', identity.IdentityServiceService],
  ['workspace', workspace.WorkspaceServiceService],
  ['licensing', licensing.LicensingServiceService],
  ['token', token.TokenServiceService],
  ['activation', activation.ActivationServiceService],
  ['activation', facts.FactsServiceService],
  ['token', factOwner.FactOwnerServiceService],
  ['workspace', factOwner.FactOwnerServiceService],
  ['licensing', factOwner.FactOwnerServiceService],
  ['identity', doorOwner.DoorOwnerServiceService],
  ['workspace', doorOwner.DoorOwnerServiceService],
  ['gateway', door.DoorServiceService],
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

/** Everything hostile for one RPC, made from its message to the last part. `known` are good values of fields, by name. */
export function* hostileBytes(method: RpcMethod, known: Fields): Generator<HostileBytes> {
  const empty = method.requestDeserialize(Buffer.alloc(0)) as Fields;
  const whole = wholeRequests[method.path.split('/').at(-1) ?? ''];
  const sample = { ...empty, ...Object.fromEntries(Object.entries(known).filter(([name]) => name in empty)), ...whole };
  const encoded = (fields: unknown) => method.requestSerialize(fields as never);
  yield { what: 'nothing', mustFail: false, bytes: Buffer.alloc(0) };
  for (const [way, value] of parts(sample))
    for (const [what, other] of valuesLike(value))
      yield {
        what: `${what} as ${way.join('.')}`,
        mustFail: false,
        bytes: encoded(replaced(sample, way, other)),
      };
  yield* brokenBytes(encoded(sample), Object.keys(empty).length);
}

const isMessage = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Every part of a message with the way there: fields, messages in it, lists and what they hold. Not which case is given. */
function* parts(value: unknown, way: readonly string[] = []): Generator<readonly [readonly string[], unknown]> {
  if (!isMessage(value) && !Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === '$case') continue;
    const here = [...way, name];
    // A list of messages, and what was said to be given, has no place for none.
    if (!isMessage(inner) || !(Array.isArray(value) || '$case' in value)) yield [here, inner];
    yield* parts(inner, here);
  }
}

/** A copy with another value at a place. */
function replaced(sample: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(sample))
    return sample.map((one, index) => (String(index) === name ? replaced(one, rest, value) : one));
  return isMessage(sample) ? { ...sample, [name]: replaced(sample[name], rest, value) } : sample;
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
  if (value instanceof Date)
    return [
      ['no time', undefined],
      ['the first instant', new Date(-62_135_596_800_000)],
      ['the last instant', new Date(253_402_300_799_999)],
    ];
  if (Array.isArray(value) && value.length > 0)
    return [
      ['an empty list', []],
      ['300 of them', Array.from({ length: 300 }, () => value[0])],
    ];
  // What a oneof holds is as it must be; without it, the oneof is empty.
  if (isMessage(value)) return [['nothing', undefined]];
  return [];
}

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

/** The highest number of a field whose tag is one byte. */
const highest = 15;

/** In each field that the message has, and in one that it has not. */
function* brokenBytes(good: Buffer, fields: number): Generator<HostileBytes> {
  for (let field = 1; field <= Math.min(fields + 1, highest); field += 1)
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
