import { run } from '@platform/service';
import { readConfig, startToken } from './index.ts';

await run({ name: 'token', readConfig, start: startToken });
