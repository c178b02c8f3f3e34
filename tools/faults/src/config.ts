import { flag, readConfig as read, whole } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  CAMPAIGN: flag().default(false).describe('Whether the long forms are run; `npm run campaign` sets it.'),
  RESETS: whole(5, 10_000_000).optional().describe('How many resets race activations, if not as many as usual.'),
});

export type Config = z.output<typeof schema>;

/** Reads how much is to be shown. Raises ConfigError with every problem. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => read(schema, env);
