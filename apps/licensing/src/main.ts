import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startLicensing } from './service.ts';

await run({ name: 'licensing', readConfig, start: startLicensing });
