import { address, list, readConfig as read, secret, url, whole } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  HTTP_ADDRESS: address().default('127.0.0.1:9020').describe('Where /livez, /readyz and /metrics are served.'),
  PUBLIC_HTTP_ADDRESS: address().default('127.0.0.1:8090').describe('Where the pages are, and where spans are taken.'),
  OPERATOR_PASSWORD: secret().min(16).describe('What an operator signs in with; at least 16 characters.'),
  OTLP_SECRET: secret().min(16).describe('What processes send along with their spans, in the header x-otlp-secret.'),
  TARGETS: list().describe('Whose /metrics are read: `name=host:port`, comma-separated.'),
  REDIS_URL: url('redis').describe('Where the job queues are.'),
  SCRAPE_EVERY_MS: whole(200).default(5_000).describe('How often /metrics are read.'),
  LOG_LEVEL: z.string().default('info').describe('trace, debug, info, warn, error or silent.'),
});

export type Config = z.output<typeof schema>;

/** Reads the settings. Raises ConfigError with every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
