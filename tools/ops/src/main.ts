import { ConfigError } from '@platform/config';
import { isCoded, reasons } from '@platform/kernel';
import { Command, Option } from 'commander';
import { type ImportOptions, importLegacyKeys } from './commands/import-legacy-keys.ts';
import { replay } from './commands/replay.ts';
import { readConfig } from './config.ts';

const say = (line: string) => console.log(line);
const program = new Command('ops').description('What operators do by hand.').showSuggestionAfterError();

program
  .command('import-legacy-keys')
  .description('Takes legacy keys in by their SHA-256, with a result per row.')
  .argument(
    '<file>',
    'columns or fields: workspace_id, kind (api or ci), user_id, name, sha256, display, source_system',
  )
  .addOption(new Option('--format <format>').choices(['csv', 'ndjson']).default('csv'))
  .option('--validate-only', 'judge every row and take none in', false)
  .action(async (file: string, options: Pick<ImportOptions, 'format' | 'validateOnly'>) => {
    const good = await importLegacyKeys(readConfig(), { ...options, file, say });
    if (!good) process.exitCode = 1;
  });

program
  .command('replay-dead-letters')
  .description('Sends the dead letters of a topic back to it.')
  .argument('<topic>', 'the topic, without .dead')
  .action((topic: string) => replay(readConfig(), topic, say));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else if (isCoded(error)) console.error(`${error.reason}: ${error.message}\n${reasons[error.reason].fix}`);
  else throw error;
  process.exitCode = 1;
}
