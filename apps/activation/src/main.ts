import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startActivation } from './service.ts';

await run({ name: 'activation', readConfig, start: startActivation });
