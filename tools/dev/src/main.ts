import { parseArgs } from 'node:util';
import { messageOf, ServerProblem, whenAsked } from '@platform/local-servers';
import { dataFolder, readStartConfig } from './config.ts';
import { live } from './live.ts';
import { root } from './root.ts';
import { newWatching } from './watchers.ts';

const { values } = parseArgs({
  options: { fresh: { type: 'boolean', default: false }, observe: { type: 'boolean', default: false } },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const { resend } = readStartConfig();
  const asked = whenAsked();
  const watching = values.observe ? newWatching() : undefined;
  process.exitCode = await live({ dataDir: dataFolder(root), fresh: values.fresh, resend, watching, asked, say });
} catch (error) {
  process.stderr.write(`\n${error instanceof ServerProblem ? error.message : messageOf(error)}\n`);
  process.exitCode = 1;
}
process.exit();
