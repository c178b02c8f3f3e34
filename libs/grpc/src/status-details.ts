import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import type { FieldProblem } from '@platform/kernel';
import type { Detail } from './detail.ts';

/** What a google.rpc.Status says in our house: ErrorInfo, BadRequest, RetryInfo and attached messages. */
export interface StatusDetails {
  readonly code: number;
  readonly message: string;
  readonly reason: string;
  readonly domain: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  readonly attached: readonly Detail[];
}

const typePrefix = 'type.googleapis.com/';
const errorInfo = 'google.rpc.ErrorInfo';
const badRequest = 'google.rpc.BadRequest';
const retryInfo = 'google.rpc.RetryInfo';

/** Trailers have a size limit of their own; a caller mends the first problems first. */
const mostFields = 50;

/** The bytes of `grpc-status-details-bin`. */
export function encodeStatus(status: StatusDetails): Buffer {
  const writer = new BinaryWriter().uint32(8).int32(status.code).uint32(18).string(status.message);
  any(writer, errorInfo, encodeErrorInfo(status));
  if (status.fields.length) any(writer, badRequest, encodeBadRequest(status.fields.slice(0, mostFields)));
  if (status.retryAfterSeconds !== undefined) any(writer, retryInfo, encodeRetryInfo(status.retryAfterSeconds));
  for (const { type, value } of status.attached) any(writer, type, value);
  return Buffer.from(writer.finish());
}

/** Reads `grpc-status-details-bin`; undefined when the bytes are no Status or hold no ErrorInfo. */
export function decodeStatus(bytes: Uint8Array): StatusDetails | undefined {
  try {
    return understood(bytes);
  } catch {
    // Another implementation may send anything here; the bare status code is read then.
    return undefined;
  }
}

function understood(bytes: Uint8Array): StatusDetails | undefined {
  const found = { code: 0, message: '', details: [] as Detail[] };
  fields(bytes, {
    1: (reader) => {
      found.code = reader.int32();
    },
    2: (reader) => {
      found.message = reader.string();
    },
    3: (reader) => {
      found.details.push(decodeAny(reader.bytes()));
    },
  });
  const ours = new Map(found.details.map(({ type, value }) => [type, value]));
  const info = ours.get(errorInfo);
  if (!info) return undefined;
  const retry = ours.get(retryInfo);
  return {
    code: found.code,
    message: found.message,
    ...decodeErrorInfo(info),
    fields: decodeBadRequest(ours.get(badRequest) ?? new Uint8Array()),
    retryAfterSeconds: retry && decodeRetryInfo(retry),
    attached: found.details.filter(({ type }) => ![errorInfo, badRequest, retryInfo].includes(type)),
  };
}

function any(writer: BinaryWriter, type: string, value: Uint8Array): void {
  writer.uint32(26).fork();
  writer.uint32(10).string(`${typePrefix}${type}`).uint32(18).bytes(value);
  writer.join();
}

function decodeAny(bytes: Uint8Array): Detail {
  const found = { type: '', value: new Uint8Array() };
  fields(bytes, {
    1: (reader) => {
      found.type = reader.string().replace(/^.*\//, '');
    },
    2: (reader) => {
      found.value = reader.bytes().slice();
    },
  });
  return found;
}

function encodeErrorInfo({ reason, domain, metadata }: StatusDetails): Uint8Array {
  const writer = new BinaryWriter().uint32(10).string(reason).uint32(18).string(domain);
  for (const [key, value] of Object.entries(metadata)) {
    writer.uint32(26).fork();
    writer.uint32(10).string(key).uint32(18).string(value);
    writer.join();
  }
  return writer.finish();
}

function decodeErrorInfo(bytes: Uint8Array): Pick<StatusDetails, 'reason' | 'domain' | 'metadata'> {
  const found = { reason: '', domain: '' };
  const metadata: [string, string][] = [];
  fields(bytes, {
    1: (reader) => {
      found.reason = reader.string();
    },
    2: (reader) => {
      found.domain = reader.string();
    },
    3: (reader) => {
      metadata.push(decodeEntry(reader.bytes()));
    },
  });
  return { ...found, metadata: Object.fromEntries(metadata) };
}

function decodeEntry(bytes: Uint8Array): [string, string] {
  const entry: [string, string] = ['', ''];
  fields(bytes, {
    1: (reader) => {
      entry[0] = reader.string();
    },
    2: (reader) => {
      entry[1] = reader.string();
    },
  });
  return entry;
}

function encodeBadRequest(problems: readonly FieldProblem[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const { field, reason, detail } of problems) {
    writer.uint32(10).fork();
    writer.uint32(10).string(field).uint32(18).string(detail).uint32(26).string(reason);
    writer.join();
  }
  return writer.finish();
}

function decodeBadRequest(bytes: Uint8Array): FieldProblem[] {
  const problems: FieldProblem[] = [];
  fields(bytes, { 1: (reader) => problems.push(decodeViolation(reader.bytes())) });
  return problems;
}

function decodeViolation(bytes: Uint8Array): FieldProblem {
  const found = { field: '', reason: '', detail: '' };
  fields(bytes, {
    1: (reader) => {
      found.field = reader.string();
    },
    2: (reader) => {
      found.detail = reader.string();
    },
    3: (reader) => {
      found.reason = reader.string();
    },
  });
  return found;
}

function encodeRetryInfo(seconds: number): Uint8Array {
  const whole = Math.floor(seconds);
  const nanos = Math.round((seconds - whole) * 1e9);
  const writer = new BinaryWriter().uint32(10).fork();
  writer.uint32(8).int64(whole).uint32(16).int32(nanos);
  return writer.join().finish();
}

function decodeRetryInfo(bytes: Uint8Array): number {
  const found = { seconds: 0, nanos: 0 };
  fields(bytes, {
    1: (delay) =>
      fields(delay.bytes(), {
        1: (reader) => {
          found.seconds = Number(reader.int64());
        },
        2: (reader) => {
          found.nanos = reader.int32();
        },
      }),
  });
  return found.seconds + found.nanos / 1e9;
}

type Read = (reader: BinaryReader) => unknown;

/** Walks the fields of a message; the ones that are not named are skipped. Raises RangeError on broken bytes. */
function fields(bytes: Uint8Array, known: Readonly<Record<number, Read>>): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const read = known[number];
    if (read) read(reader);
    else reader.skip(wire, number);
  }
}
