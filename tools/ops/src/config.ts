import { address, list, readConfig as read, secret } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  LEGACY_ADDRESS: address().default('127.0.0.1:7007').describe('gRPC address of legacy-migration.'),
  KAFKA_BROKERS: list().default(['127.0.0.1:9092']).describe('Kafka, comma-separated.'),
  CALLER_PRIVATE_KEY: secret().describe("The operator's Ed25519 key (PKCS8, base64)."),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration; raises one error that lists every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
