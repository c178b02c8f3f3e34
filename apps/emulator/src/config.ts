import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { address, flag, json, readConfig as read } from '@platform/config';
import { z } from 'zod';
import { jwks } from './license/jwks.ts';

const cacheHome = () => process.env.XDG_CACHE_HOME ?? (homedir() ? join(homedir(), '.cache') : tmpdir());

export const schema = z.object({
  LOCALSTACK_AUTH_TOKEN: z
    .string()
    .default('')
    .meta({ secret: true })
    .describe('Your Auth Token (S-104). Blank counts as missing.'),
  LOCALSTACK_API_KEY: z
    .string()
    .default('')
    .meta({ secret: true })
    .describe('Legacy variable (S-105): a legacy key, or an Auth Token where older versions know no other variable.'),
  ACTIVATE_PRO: flag().default(true).describe('0 starts without pro features and asks nobody (S-107).'),
  LOG_LICENSE_ISSUES: flag().default(true).describe('0 logs no licensing-related error messages (S-106).'),
  API_ENDPOINT: z
    .string()
    .regex(/^(https?|grpc):\/\/[^\s/]+\/?$/, {
      error: 'must be an address like https://api.localstack.cloud or grpc://127.0.0.1:7005',
    })
    .default('https://api.localstack.cloud')
    .describe('The licensing API: http(s):// or grpc://.'),
  APP_URL: z
    .string()
    .default('https://app.localstack.cloud')
    .describe('Where the decision in a banner can be looked up.'),
  GATEWAY_LISTEN: address()
    .default('127.0.0.1:4566')
    .describe('Where the emulator serves /_localstack; port 0 takes a free one.'),
  LICENSE_CACHE_DIR: z
    .string()
    .default(() => join(cacheHome(), 'localstack-emulator'))
    .describe('Where the lease is kept for offline starts, readable by its owner alone.'),
  LICENSE_KEYS: json(jwks)
    .default({ keys: [] })
    .describe(
      'The keys whose leases start this emulator offline, as the licensing API publishes them; a release brings those of its deployment. Later ones count when one of these vouches for them. Empty: those that the server showed at the last online start.',
    ),
  LOCALSTACK_VERSION: z.string().default('4.0.0:6dd3f3d').describe('Version and build of this image.'),
  IS_DOCKER: flag().default(false).describe('Whether this runs in a container; a /.dockerenv says so too.'),
});

export type Config = z.output<typeof schema>;

/** Variables that tell a CI system, as they stand; see ci-evidence.ts. */
export type Environment = Readonly<Record<string, string | undefined>>;
export const environment = (): Environment => process.env;

/** Reads the configuration; raises one error that lists every problem. */
export const readConfig = (env: Environment = process.env): Config => read(schema, env);
