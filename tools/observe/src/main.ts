import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startObserve } from './service.ts';

await run({ name: 'observe', readConfig, start: startObserve });
