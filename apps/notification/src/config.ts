import { address, flag, json, list, readConfig as read, secret, url, whole } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  GRPC_ADDRESS: address().default('127.0.0.1:7006').describe('Where the gRPC server listens; port 0 takes a free one.'),
  HTTP_ADDRESS: address().default('127.0.0.1:9006').describe('Where /livez, /readyz and /metrics are served.'),
  MONGO_URL: url('mongodb', 'mongodb+srv').describe('Replica set that holds the database.'),
  MONGO_DATABASE: z.string().min(1).default('notification').describe('Name of the database.'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers.'),
  KAFKA_GROUP_SUFFIX: z.string().default('').describe('Added to the names of the consumer groups.'),
  REDIS_URL: url('redis', 'rediss').describe('Where the jobs are; `?prefix=` sets the prefix of their keys.'),
  CALLER_PRIVATE_KEY: secret().describe('Ed25519 key (PKCS8, base64) of the service; page tokens are signed under it.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe(
    'Public keys (SPKI, base64) of those who may call, as JSON.',
  ),
  MAIL_SEALING_KEY: secret().describe(
    'Key (v1:base64, 32 bytes) that opens the secrets that identity sealed for mails.',
  ),
  RESEND_BASE_URL: url('http', 'https')
    .default('https://api.resend.com')
    .describe('Where mails are handed over: Resend, or a stand-in that speaks its HTTP.'),
  RESEND_API_KEY: secret().describe('API key of the mail provider.'),
  MAIL_FROM: z
    .string()
    .min(3)
    .default('LocalStack <no-reply@localstack.cloud>')
    .describe('Sender of every mail; its domain must be verified with the provider.'),
  APP_URL: url('http', 'https').default('https://app.localstack.cloud').describe('The console, to which links point.'),
  SEND_TIMEOUT_MS: whole(10, 10_000).default(8_000).describe('How long the provider may take to answer.'),
  RETRY_FIRST_MS: whole(1).default(5_000).describe('Wait after the first failed attempt; six times as long each time.'),
  SWEEP_EVERY_MS: whole(10).default(5_000).describe('How often mails that are due and have no job are looked for.'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
  DEVELOPMENT: flag().default(false).describe('Offers gRPC reflection.'),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration. Raises ConfigError with every problem at once. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
