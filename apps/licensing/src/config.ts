import { address, flag, json, list, readConfig as read, secret, url } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  GRPC_ADDRESS: address().default('127.0.0.1:7003').describe('Where the gRPC server listens; port 0 takes a free one.'),
  HTTP_ADDRESS: address().default('127.0.0.1:9003').describe('Where /livez, /readyz and /metrics are served.'),
  MONGO_URL: url('mongodb', 'mongodb+srv').describe('Replica set that holds the database.'),
  MONGO_DATABASE: z.string().min(1).default('licensing').describe('Name of the database.'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers.'),
  KAFKA_GROUP_SUFFIX: z.string().default('').describe('Added to the names of the consumer groups.'),
  ACTIVATION_ADDRESS: address().default('127.0.0.1:7005').describe('gRPC address of activation, to which facts go.'),
  CALLER_PRIVATE_KEY: secret().describe('Ed25519 key (PKCS8, base64) with which the service signs who it is.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe(
    'Public keys (SPKI, base64) of those who may call, as JSON.',
  ),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
  DEVELOPMENT: flag().default(false).describe('Offers gRPC reflection.'),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration. Raises ConfigError with every problem at once. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
