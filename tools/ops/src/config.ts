import { address, list, readConfig as read, secret, url } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  LEGACY_ADDRESS: address().default('127.0.0.1:7007').describe('gRPC address of legacy-migration.'),
  TOKEN_ADDRESS: address().default('127.0.0.1:7004').describe('gRPC address of token.'),
  NOTIFICATION_ADDRESS: address().default('127.0.0.1:7006').describe('gRPC address of notification.'),
  ACTIVATION_ADDRESS: address().default('127.0.0.1:7005').describe('gRPC address of activation.'),
  ACTIVATION_URLS: list()
    .default(['http://127.0.0.1:7105'])
    .describe('Public address of every activation, comma-separated: where the signing keys are shown.'),
  MONGO_URL: url('mongodb', 'mongodb+srv')
    .default('mongodb://127.0.0.1:27017')
    .describe('The replica set that holds the databases.'),
  KAFKA_BROKERS: list().default(['127.0.0.1:9092']).describe('Kafka, comma-separated.'),
  CALLER_PRIVATE_KEY: secret().describe("The operator's Ed25519 key (PKCS8, base64)."),
});

export type Config = z.output<typeof schema>;

/** Reads the configuration; raises one error that lists every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);

/** Where the secrets of a development house are kept, when one runs. */
export const secretsFileOf = (env: NodeJS.ProcessEnv = process.env): string | undefined => env.SECRETS_FILE;

/** The addresses of all services, where the environment names them. */
export const addressesOf = (env: NodeJS.ProcessEnv = process.env): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name.endsWith('_ADDRESS')));
