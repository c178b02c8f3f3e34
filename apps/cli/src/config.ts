import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig as read } from '@platform/config';
import { z } from 'zod';

const bundledEmulator = fileURLToPath(new URL('../../emulator/dist/main.js', import.meta.url));

export const schema = z.object({
  LOCALSTACK_AUTH_TOKEN: z
    .string()
    .default('')
    .meta({ secret: true })
    .describe('Your Auth Token; wins over a stored one.'),
  LOCALSTACK_API_KEY: z
    .string()
    .default('')
    .meta({ secret: true })
    .describe('Legacy variable; a new Auth Token works in it too.'),
  CONFIG_DIR: z
    .string()
    .default(() => join(homedir(), '.localstack'))
    .describe('Where the token is stored, for you alone.'),
  GATEWAY_LISTEN: z.string().default('127.0.0.1:4566').describe('Where the emulator listens.'),
  LOCALSTACK_IMAGE: z.string().default('localstack/localstack-pro').describe('The image that `start --docker` runs.'),
  LOCALSTACK_EMULATOR: z.string().default(bundledEmulator).describe('The emulator program that `start` runs.'),
});

export type Config = z.output<typeof schema>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration; raises one error that lists every problem. */
export const readConfig = (env: Environment = process.env): Config => read(schema, env);
export const environment = (): Environment => process.env;
