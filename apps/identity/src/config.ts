import { address, flag, json, list, readConfig as read, secret, url, whole } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  GRPC_ADDRESS: address().default('127.0.0.1:7001').describe('Where the gRPC server listens; port 0 takes a free one.'),
  HTTP_ADDRESS: address().default('127.0.0.1:9001').describe('Where /livez, /readyz and /metrics are served.'),
  MONGO_URL: url('mongodb', 'mongodb+srv').describe('Replica set that holds the database.'),
  MONGO_DATABASE: z.string().min(1).default('identity').describe('Name of the database.'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers.'),
  CALLER_PRIVATE_KEY: secret().describe('Ed25519 key (PKCS8, base64) with which the service signs who it is.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe(
    'Public keys (SPKI, base64) of those who may call, as JSON.',
  ),
  MAIL_SEALING_KEY: secret().describe('Key (v1:base64, 32 bytes) that seals secrets on their way to the mail.'),
  LOCKOUT_FAILURES_PER_ACCOUNT: whole(1)
    .default(5)
    .describe(
      'Failed sign-ins within 15 minutes that lock an account, and failed step-ups that lock those of a session, for 15 minutes.',
    ),
  LOCKOUT_FAILURES_PER_ADDRESS: whole(1)
    .default(5)
    .describe('Failed sign-ins within 15 minutes that lock a network (an IPv4 address, or a /64) for 15 minutes.'),
  PASSWORD_HASHES_AT_ONCE: whole(1, 64).default(2).describe('How many passwords are hashed at the same time.'),
  ANSWER_FLOOR_MS: whole(0, 4_000)
    .default(300)
    .describe(
      'How long sign-up and mail requests wait before they answer, so that no time tells whether an address is known.',
    ),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
  DEVELOPMENT: flag().default(false).describe('Offers gRPC reflection.'),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration. Raises ConfigError with every problem at once. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
