import { expect, test } from '@jest/globals';
import { parts, sharedServers } from '@platform/local-servers';

test('everyone who asks gets the same three servers, and each of them answers', async () => {
  const [one, other] = await Promise.all([sharedServers(), sharedServers()]);

  expect(other).toEqual(one);
  await parts.mongo.wait(one.mongoUrl, 5_000);
  await parts.kafka.wait(one.brokers, 10_000);
  await parts.redis.wait(one.redisUrl, 5_000);
});
