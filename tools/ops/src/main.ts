import { ConfigError } from '@platform/config';
import { isCoded, reasons } from '@platform/kernel';
import { Argument, Command, Option } from 'commander';
import { backup } from './commands/backup.ts';
import { compareFacts } from './commands/compare-facts.ts';
import { type ImportOptions, importLegacyKeys } from './commands/import-legacy-keys.ts';
import { listMails, type MailStatus, mailStatuses, retryMail } from './commands/mails.ts';
import { rebuild } from './commands/rebuild.ts';
import { replay } from './commands/replay.ts';
import { restore } from './commands/restore.ts';
import { beginPepper, finishPepper, movePepper } from './commands/rotate-pepper.ts';
import { activateSigningKey, addSigningKey, dropSigningKeys } from './commands/rotate-signing-keys.ts';
import { addressesOf, readConfig, secretsFileOf } from './config.ts';
import { OpsProblem } from './problem.ts';
import { projections } from './projections.ts';

const say = (line: string) => console.log(line);
const failUnless = (good: boolean): void => {
  if (!good) process.exitCode = 1;
};
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
  .action(async (file: string, options: Pick<ImportOptions, 'format' | 'validateOnly'>) =>
    failUnless(await importLegacyKeys(readConfig(), { ...options, file, say })),
  );

program
  .command('replay-dead-letters')
  .description('Sends the dead letters of a topic back to it, for the group that gave up.')
  .argument('<topic>', 'the topic, without .dead')
  .option('--dry-run', 'only list them, each with its reason', false)
  .action((topic: string, { dryRun }: { dryRun: boolean }) => replay(readConfig(), { topic, dryRun, say }));

program
  .command('compare-facts')
  .description(
    'Lets activation compare everything it decides from with its owners; exit status 1 when something differs.',
  )
  .option('--repair', 'repair what differs; a right that was taken away is never given back by this', false)
  .option(
    '--owners-win',
    "with --repair, after a restore: take the owners' word also where it gives such a right back",
    false,
  )
  .action(async (options: { repair: boolean; ownersWin: boolean }) =>
    failUnless(await compareFacts(readConfig(), { ...options, say })),
  );

program
  .command('rebuild')
  .description('Empties a projection and lets its service, which must be stopped, hear everything again.')
  .argument(
    '<projection>',
    Object.entries(projections)
      .map(([name, { says }]) => `${name}: ${says}`)
      .join('; '),
  )
  .option('--from-what-is-left', 'although the topics no longer hold their first events', false)
  .action((name: string, { fromWhatIsLeft }: { fromWhatIsLeft: boolean }) =>
    rebuild(readConfig(), { name, fromWhatIsLeft, say }),
  );

program
  .command('mails')
  .description('Lists mails by what became of them: each by its id, never by its address.')
  .addArgument(new Argument('[status]').choices(Object.keys(mailStatuses)).default('failed'))
  .action((status: MailStatus) => listMails(readConfig(), { status, say }));

program
  .command('retry-mail')
  .description('Has a mail tried again that was given up.')
  .argument('<id>', 'of the mail: ntf_…')
  .action((id: string) => retryMail(readConfig(), { id, say }));

const secretsOption = () =>
  new Option('--secrets <file>', 'the secrets of a development house').default(
    secretsFileOf(),
    'those of the running house',
  );
type Secrets = { secrets: string | undefined };

const pepper = program.command('rotate-pepper').description('Changes the pepper of all lookups in three steps.');
pepper
  .command('begin')
  .description('Puts a new pepper before the old one. Restart activation, then token.')
  .addOption(secretsOption())
  .action(({ secrets }: Secrets) => beginPepper({ secrets, say }));
pepper
  .command('move')
  .description('Moves all live tokens to the new pepper and seals them under the new key; nobody is refused meanwhile.')
  .addOption(secretsOption())
  .action(({ secrets }: Secrets) => movePepper(readConfig(), { secrets, say }));
pepper
  .command('finish')
  .description(
    'Lets the old pepper go; refused while anything alive is found only under it. Restart token, then activation.',
  )
  .addOption(secretsOption())
  .action(({ secrets }: Secrets) => finishPepper(readConfig(), { secrets, say }));

const signing = program.command('rotate-signing-keys').description('Changes the key that signs leases in three steps.');
signing
  .command('add')
  .description('Adds a key that is published and does not sign yet. Restart activation.')
  .addOption(secretsOption())
  .action(({ secrets }: Secrets) => addSigningKey({ secrets, say }));
signing
  .command('activate')
  .description(
    'Lets that key sign and the old one only verify; refused until activation publishes it. Restart activation.',
  )
  .addOption(secretsOption())
  .action(({ secrets }: Secrets) => activateSigningKey(readConfig(), { secrets, say }));
signing
  .command('drop')
  .description('Lets the old key go; refused while emulators may hold its leases. Restart activation.')
  .addOption(secretsOption())
  .option('--although-leases-live', 'at once: the key has leaked', false)
  .action(({ secrets, althoughLeasesLive: force }: Secrets & { althoughLeasesLive: boolean }) =>
    dropSigningKeys(readConfig, { secrets, force, say }),
  );

program
  .command('backup')
  .description('Writes all databases as they are at one moment into a folder, while everything runs.')
  .argument('<folder>')
  .action((folder: string) => backup(readConfig(), { folder, say }));

program
  .command('restore')
  .description('Puts one database of a backup in the place of what is there; its service must be stopped.')
  .argument('<folder>')
  .argument('<database>')
  .action((folder: string, database: string) => {
    const addresses = addressesOf();
    const address = ({ addressVariable, usualAddress }: { addressVariable: string; usualAddress: string }) =>
      addresses[addressVariable] ?? usualAddress;
    return restore(readConfig(), { folder, database, address, say });
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else if (error instanceof OpsProblem) console.error(`${error.code}: ${error.message}\n${error.remedy}`);
  else if (isCoded(error)) console.error(`${error.reason}: ${error.message}\n${reasons[error.reason].fix}`);
  else throw error;
  process.exitCode = 1;
}
