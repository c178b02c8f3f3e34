import { json, list, readConfig as read, whole } from '@platform/config';
import { z } from 'zod';

const address = (says: string, fallback: string) => z.string().default(fallback).describe(says);

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

const settings = z.object({
  PUBLIC_HTTP_ADDRESS: address(
    'Where browsers and the CLI reach the gateway; port 0 picks a free one.',
    '127.0.0.1:8080',
  ),
  GRPC_ADDRESS: address(
    'Where identity and workspace-membership tell it what it may not rely on any more; port 0 picks a free one.',
    '127.0.0.1:7008',
  ),
  DOOR_ADDRESS: address('The same address as they reach it, where it is another; empty: it is the same.', ''),
  HTTP_ADDRESS: address('Where /livez, /readyz and /metrics are served.', '127.0.0.1:9008'),
  TRUSTED_PROXIES: whole(0, 8)
    .default(0)
    .describe('How many proxies of ours stand before the public HTTP address; their X-Forwarded-For is believed.'),
  IDENTITY_ADDRESS: address('gRPC address of identity.', '127.0.0.1:7001'),
  WORKSPACE_ADDRESS: address('gRPC address of workspace-membership.', '127.0.0.1:7002'),
  LICENSING_ADDRESS: address('gRPC address of licensing.', '127.0.0.1:7003'),
  TOKEN_ADDRESS: address('gRPC address of token.', '127.0.0.1:7004'),
  ACTIVATION_ADDRESS: address('gRPC address of activation.', '127.0.0.1:7005'),
  LEGACY_ADDRESS: address('gRPC address of legacy-migration.', '127.0.0.1:7007'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers, where the gateway hears what changed.'),
  KAFKA_GROUP_SUFFIX: z.string().default('').describe('Appended to its consumer group; for tests.'),
  MAX_STREAMS: z.coerce
    .number()
    .int()
    .min(1)
    .default(5000)
    .describe('How many open pages one process tells of changes.'),
  CALLER_PRIVATE_KEY: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe('Ed25519 key (PKCS8, base64) with which the gateway signs whom it speaks for.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe(
    'Public keys (SPKI, base64) of those who may call, as JSON.',
  ),
  APP_URL: z
    .url()
    .default('https://app.localstack.cloud')
    .describe('Address of the console, in links; its pages may change things.'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .refine((origins) => origins.every(isOrigin), {
      error: 'must be origins like https://console.example, comma-separated',
    })
    .describe(
      'Further origins under which the console is served with its API, comma-separated. They open it to no other page: one of another site stays refused, and there is no CORS.',
    ),
  CONSOLE_DIR: z.string().default('').describe("Folder of the console's built pages; empty: only the API is served."),
  LOCAL_INBOX_URL: z
    .union([z.url(), z.literal('')])
    .default('')
    .describe("The mail provider's stand-in, whose mails the console shows to anybody; never set in production."),
  CALL_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(5000)
    .default(2000)
    .describe('How long one call to a service may take.'),
  AUTH_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(60)
    .describe('Sign-up, sign-in and the like: requests per minute and address.'),
  REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(1200)
    .describe('All routes together: requests per minute and address.'),
  SESSION_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe('All routes together: requests per minute and session.'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
});

/** Whoever reaches a console with a local inbox reads everybody's mails, and with them resets anybody's password. */
export const schema = settings.superRefine(({ APP_URL, LOCAL_INBOX_URL }, context) => {
  if (!LOCAL_INBOX_URL || loopback.test(new URL(APP_URL).hostname)) return;
  const message =
    'shows anybody the secrets of all mails, and APP_URL is not of this machine; leave it out, or make APP_URL a loopback address';
  context.addIssue({ code: 'custom', path: ['LOCAL_INBOX_URL'], message });
});

export type Config = z.output<typeof schema>;

/** Reads the configuration; raises one error that lists every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
