import { address, flag, json, list, readConfig as read, secret, url } from '@platform/config';
import { peppers } from '@platform/credential';
import { keyring } from '@platform/sealed';
import { z } from 'zod';

/** A setting that holds keys: read at once, so that a wrong one stops the start and not the first request. */
const keys = <T>(parse: (text: string) => T) =>
  secret().transform((text, context) => {
    try {
      return parse(text);
    } catch (problem) {
      context.addIssue({ code: 'custom', message: problem instanceof Error ? problem.message : 'cannot be read' });
      return z.NEVER;
    }
  });

export const schema = z.object({
  GRPC_ADDRESS: address().default('127.0.0.1:7004').describe('Where the gRPC server listens; port 0 picks a free one.'),
  HTTP_ADDRESS: address().default('127.0.0.1:9004').describe('Where /livez, /readyz and /metrics are served.'),
  MONGO_URL: url('mongodb', 'mongodb+srv').describe('The replica set that holds the database.'),
  MONGO_DATABASE: z.string().min(1).default('token').describe('Name of the database.'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers.'),
  KAFKA_GROUP_SUFFIX: z.string().default('').describe('Appended to consumer groups; for tests.'),
  ACTIVATION_ADDRESS: address()
    .default('127.0.0.1:7005')
    .describe('gRPC address of activation, which facts are pushed to.'),
  CALLER_PRIVATE_KEY: secret().min(1).describe('Ed25519 key (PKCS8, base64) with which this service says who it is.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe(
    'Whom to believe: JSON of issuer to public key (SPKI, base64).',
  ),
  TOKEN_PEPPERS: keys(peppers).describe(
    'Peppers of the lookups, v2:base64,v1:base64; the first is current. The same as in activation.',
  ),
  TOKEN_SEALING_KEYS: keys(keyring).describe(
    'Keys that seal values, v2:base64,v1:base64, 32 bytes each; the first is current.',
  ),
  DEVELOPMENT: flag().default(false).describe('Offers gRPC reflection.'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration. Raises one error that lists every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
