import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';

/** A message in the shape that ts-proto writes. */
export interface Echo {
  text: string;
  count: number;
  at: Date | undefined;
  tags: string[];
}

const nothing = (): Echo => ({ text: '', count: 0, at: undefined, tags: [] });

function encode(message: Echo): Buffer {
  const writer = new BinaryWriter();
  if (message.text !== '') writer.uint32(10).string(message.text);
  if (message.count !== 0) writer.uint32(16).int32(message.count);
  if (message.at) writer.uint32(24).int64(message.at.getTime());
  for (const tag of message.tags) writer.uint32(34).string(tag);
  return Buffer.from(writer.finish());
}

function decode(bytes: Buffer): Echo {
  const reader = new BinaryReader(bytes);
  const message = nothing();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === 10) message.text = reader.string();
    else if (tag === 16) message.count = reader.int32();
    else if (tag === 24) message.at = new Date(Number(reader.int64()));
    else if (tag === 34) message.tags.push(reader.string());
    else if ((tag & 7) === 4 || tag === 0) break;
    else reader.skip(tag & 7, tag >>> 3);
  }
  return message;
}

const method = <const Path extends string>(path: Path) => ({
  path,
  requestStream: false as const,
  responseStream: false as const,
  requestSerialize: (value: Echo): Buffer => encode(value),
  requestDeserialize: (value: Buffer): Echo => decode(value),
  responseSerialize: (value: Echo): Buffer => encode(value),
  responseDeserialize: (value: Buffer): Echo => decode(value),
});

export const EchoService = {
  say: method('/test.v1.EchoService/Say'),
  sayAsUser: method('/test.v1.EchoService/SayAsUser'),
  sayAsService: method('/test.v1.EchoService/SayAsService'),
  sayAsToken: method('/test.v1.EchoService/SayAsToken'),
  sayAsAnybodyKnown: method('/test.v1.EchoService/SayAsAnybodyKnown'),
} as const;

export const bytesOf = encode;
