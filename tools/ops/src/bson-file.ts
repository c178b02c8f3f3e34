import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { OpsProblem } from './problem.ts';

/** Writes documents one after the other, as they are in the database (the format of mongodump). Gives how many. */
export async function writeBson(file: string, documents: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0;
  const counted = async function* () {
    for await (const document of documents) {
      count += 1;
      yield document;
    }
  };
  await pipeline(counted, createWriteStream(file, { mode: 0o600 }));
  return count;
}

/** The documents of a file in order. Raises BACKUP_DAMAGED when it is not there or ends in the middle of one. */
export async function* readBson(file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunksOf(file)) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      if (length < 5) throw damaged(file, 'holds what is no document');
      yield rest.subarray(0, length);
      rest = rest.subarray(length);
    }
  }
  if (rest.length > 0) throw damaged(file, 'ends in the middle of a document');
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw damaged(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** The refusal of a backup that is not whole. */
export const damaged = (file: string, how: string): OpsProblem =>
  new OpsProblem(
    'BACKUP_DAMAGED',
    `${file} ${how}.`,
    'Nothing was changed. Use another backup; this one is not whole.',
  );
