import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startNotification } from './service.ts';

await run({ name: 'notification', readConfig, start: startNotification });
