import { address, readConfig as read, url, whole } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  HTTP_ADDRESS: address().default('127.0.0.1:9021').describe('Where /livez, /readyz and /metrics are served.'),
  GATEWAY_URL: url('http', 'https').describe('The console API.'),
  ACTIVATION_URLS: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .describe('Every public HTTP door of activation, comma-separated: each must refuse.'),
  MAIL_URL: url('http', 'https').describe("The local mail provider's inbox, where its address is proven."),
  ACCOUNT_FILE: z.string().min(1).describe('Where its account is kept from one start to the next.'),
  ROTATE_EVERY_MS: whole(100).default(10_000).describe('How often it resets its token.'),
  LOG_LEVEL: z.string().default('info').describe('trace, debug, info, warn, error or silent.'),
});

export type Config = z.output<typeof schema>;

/** Reads the settings. Raises ConfigError with every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
