import { address, flag, json, list, readConfig as read, secret, url, whole } from '@platform/config';
import { peppers } from '@platform/credential';
import { activeKey, keyStates, signingKey } from '@platform/lease';
import { z } from 'zod';

/** A setting that holds keys: read at once, so that a wrong one stops the start and not the first request. */
const keys = <In, Out>(schema: z.ZodType<In>, parse: (value: In) => Out) =>
  schema.transform((value, context) => {
    try {
      return parse(value);
    } catch (problem) {
      context.addIssue({ code: 'custom', message: problem instanceof Error ? problem.message : 'cannot be read' });
      return z.NEVER;
    }
  });

const voucher = z.object({ kid: z.string(), x: z.string(), by: z.string(), signature: z.string() });
const storedKey = z.object({
  kid: z.string().min(1).max(64),
  state: z.enum(keyStates),
  pkcs8: z.string().min(1),
  vouchers: z.array(voucher).optional(),
});
const storedKeys = json(z.array(storedKey).min(1));

const perMinute = (count: number) => whole(1).default(count);

export const schema = z.object({
  GRPC_ADDRESS: address().default('127.0.0.1:7005').describe('Where the gRPC server listens; port 0 takes a free one.'),
  PUBLIC_HTTP_ADDRESS: address().default('127.0.0.1:7105').describe('Where emulators reach /v1/activate and the keys.'),
  HTTP_ADDRESS: address().default('127.0.0.1:9005').describe('Where /livez, /readyz and /metrics are served.'),
  TRUSTED_PROXIES: whole(0, 8)
    .default(0)
    .describe('How many proxies of ours stand before the public HTTP address; their X-Forwarded-For is believed.'),
  MONGO_URL: url('mongodb', 'mongodb+srv').describe('Replica set that holds the database.'),
  MONGO_DATABASE: z.string().min(1).default('activation').describe('Name of the database.'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers.'),
  TOKEN_ADDRESS: address().default('127.0.0.1:7004').describe('gRPC address of token, whose facts are compared.'),
  WORKSPACE_ADDRESS: address()
    .default('127.0.0.1:7002')
    .describe('gRPC address of workspace-membership, whose facts are compared.'),
  LICENSING_ADDRESS: address()
    .default('127.0.0.1:7003')
    .describe('gRPC address of licensing, whose facts are compared.'),
  FACTS_COMPARE_EVERY_MS: whole(0)
    .default(300_000)
    .describe('How often the facts are compared with their owners and repaired; 0: only when an operator asks.'),
  FACTS_COMPARE_PER_SECOND: whole(1).default(2_000).describe('How many facts a comparison looks at per second.'),
  FACTS_COMPARE_GRACE_MS: whole(0)
    .default(2_000)
    .describe('How long a fact may be under way before it counts as different.'),
  FACTS_COMPARE_FIRST: flag()
    .default(false)
    .describe('Answers nobody before the facts were compared once: for the start after a restore of the database.'),
  CALLER_PRIVATE_KEY: secret().min(1).describe('Ed25519 key (PKCS8, base64) with which this service says who it is.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe(
    'Public keys (SPKI, base64) of those who may call, as JSON.',
  ),
  TOKEN_PEPPERS: keys(secret(), peppers).describe(
    'Peppers of the lookups, v2:base64,v1:base64; the first is current. The same as in token.',
  ),
  LEASE_SIGNING_KEYS: keys(storedKeys, (stored) => {
    const all = stored.map(signingKey);
    return { all, active: activeKey(all) };
  })
    .describe(
      'Ed25519 keys of leases: JSON list of {kid, state: next|active|retiring, pkcs8 in base64}; one is active.',
    )
    .meta({ secret: true }),
  LEASE_HOURS: whole(1, 24).default(24).describe('The longest time that an emulator may run offline.'),
  JOURNAL_DIR: z
    .string()
    .min(1)
    .describe('Folder of the decision journal: on a disk that survives a restart of the process.'),
  ACTIVATIONS_PER_CREDENTIAL: perMinute(6_000).describe('Activations per minute and credential, per instance.'),
  ACTIVATIONS_PER_ADDRESS: perMinute(30_000).describe('Activations per minute and network address, per instance.'),
  LEGACY_DEPRECATED_SINCE: z.iso
    .datetime()
    .default('2023-11-16T00:00:00Z')
    .describe('Since when legacy keys count as deprecated, while no campaign says so.'),
  LEGACY_DOCS_URL: url('http', 'https')
    .default('https://docs.localstack.cloud/getting-started/auth-token/')
    .describe('Where holders of legacy keys read how to switch, while no campaign says so.'),
  APP_URL: url('http', 'https').default('https://app.localstack.cloud').describe('The console, for links in answers.'),
  API_URL: url('http', 'https')
    .default('https://api.localstack.cloud')
    .describe('Our own address: the issuer of leases.'),
  DEVELOPMENT: flag().default(false).describe('Offers gRPC reflection.'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration. Raises ConfigError with every problem at once. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
