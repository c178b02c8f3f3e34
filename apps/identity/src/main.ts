import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startIdentity } from './service.ts';

await run({ name: 'identity', readConfig, start: startIdentity });
