import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startCanary } from './service.ts';

await run({ name: 'canary', readConfig, start: startCanary });
