import { address, flag, json, list, readConfig as read, secret, url } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  GRPC_ADDRESS: address().default('127.0.0.1:7007').describe('Where the gRPC server listens; port 0 picks a free one.'),
  HTTP_ADDRESS: address().default('127.0.0.1:9007').describe('Where /livez, /readyz and /metrics are served.'),
  MONGO_URL: url('mongodb', 'mongodb+srv').describe('The replica set that holds the database.'),
  MONGO_DATABASE: z.string().min(1).default('legacy-migration').describe('Name of the database.'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers.'),
  KAFKA_GROUP_SUFFIX: z.string().default('').describe('Appended to consumer groups; for tests.'),
  TOKEN_ADDRESS: address()
    .default('127.0.0.1:7004')
    .describe('gRPC address of token, which keeps the hashes of legacy keys.'),
  CALLER_PRIVATE_KEY: secret().min(1).describe('Ed25519 key (PKCS8, base64) with which this service says who it is.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe(
    'Whom to believe: JSON of issuer to public key (SPKI, base64).',
  ),
  DEVELOPMENT: flag().default(false).describe('Offers gRPC reflection.'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration. Raises one error that lists every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
