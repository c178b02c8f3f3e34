import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startConsoleGateway } from './service.ts';

await run({ name: 'console-gateway', readConfig, start: startConsoleGateway });
