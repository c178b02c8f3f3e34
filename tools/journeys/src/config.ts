import { readConfig as read } from '@platform/config';
import type { ServerUrls } from '@platform/local-servers';
import { z } from 'zod';

export const schema = z.object({
  GATEWAY_URL: z.url().describe('The console gateway.'),
  ACTIVATION_URL: z.url().describe('The public HTTP door of activation.'),
  ACTIVATION_ADDRESS: z.string().describe('Its gRPC door.'),
  MAIL_URL: z.url().describe("The local mail provider's inbox."),
  LEGACY_ADDRESS: z.string().describe('gRPC address of legacy-migration.'),
  CALLER_PRIVATE_KEY: z.string().min(1).meta({ secret: true }).describe("The operator's key."),
});

export type Config = z.output<typeof schema>;

/** Reads where the running house answers; `npm run demo` sets it. Raises ConfigError with every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);

/** The servers of the test run; undefined where a house must bring its own. */
export function serversOfTests(env: NodeJS.ProcessEnv = process.env): ServerUrls | undefined {
  const { TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl } = env;
  return mongoUrl && brokers && redisUrl ? { mongoUrl, brokers, redisUrl } : undefined;
}

/** The environment of a program that brings servers of its own, also within a test run. */
export function withoutServers(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { TEST_MONGO_URL: _mongo, TEST_KAFKA_BROKERS: _kafka, TEST_REDIS_URL: _redis, ...rest } = env;
  return rest;
}
