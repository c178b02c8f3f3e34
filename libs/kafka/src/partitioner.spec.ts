import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { murmur2, partitioner } from './partitioner.ts';

const theirs = Partitioners.DefaultPartitioner();
const ours = partitioner();
const among = (count: number) =>
  Array.from({ length: count }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 1,
    replicas: [],
    isr: [],
  }));

test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
])('what the tests of Kafka itself expect of %s', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash);
});

test('a message goes where kafkajs would send it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.uint8Array({ minLength: 1 }).map(Buffer.from)),
      fc.integer({ min: 1, max: 64 }),
      (key, count) => {
        const choice = { topic: 't', partitionMetadata: among(count), message: { key, value: '' } };
        expect(ours(choice)).toBe(theirs(choice));
      },
    ),
  );
});
