import type { ICustomPartitioner } from 'kafkajs';

const seed = 0x9747b28c;
const mixer = 0x5bd1e995;

/**
 * The 32 bits of murmur2 by which Kafka's own client spreads keys. kafkajs computes it with numbers of 64 bits, each an object: a
 * twentieth of all that an activation left to be collected.
 */
export function murmur2(key: Buffer): number {
  const whole = key.length & ~3;
  let hash = seed ^ key.length;
  for (let at = 0; at < whole; at += 4) {
    const word = Math.imul(key.readInt32LE(at), mixer);
    hash = Math.imul(hash, mixer) ^ Math.imul(word ^ (word >>> 24), mixer);
  }
  if (whole < key.length) {
    for (let at = key.length - 1; at >= whole; at -= 1) hash ^= (key[at] ?? 0) << (8 * (at - whole));
    hash = Math.imul(hash, mixer);
  }
  hash = Math.imul(hash ^ (hash >>> 13), mixer);
  return hash ^ (hash >>> 15);
}

/**
 * The partition of a message: by its key, as kafkajs and Kafka's own client choose it. What has none (a dead letter may be
 * dead for that) goes where an empty key does.
 */
export const partitioner: ICustomPartitioner =
  () =>
  ({ message, partitionMetadata }) =>
    (murmur2(Buffer.from(message.key ?? '')) & 0x7fffffff) % partitionMetadata.length;
