import { run } from '@platform/service';
import { readConfig, startLegacyMigration } from './index.ts';

await run({ name: 'legacy-migration', readConfig, start: startLegacyMigration });
