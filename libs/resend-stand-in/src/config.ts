import { address, readConfig as read, secret } from '@platform/config';
import { z } from 'zod';

export const schema = z.object({
  HTTP_ADDRESS: address().default('127.0.0.1:8025').describe('Where the stand-in listens; port 0 takes a free one.'),
  RESEND_API_KEY: secret().optional().describe('The only API key that opens the door; any when it is not set.'),
});

export type Config = z.infer<typeof schema>;
export const readConfig = (env = process.env): Config => read(schema, env);
