import { run } from '@platform/service';
import { readConfig } from './config.ts';
import { startWorkspaceMembership } from './service.ts';

await run({ name: 'workspace-membership', readConfig, start: startWorkspaceMembership });
