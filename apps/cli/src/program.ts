import { ConfigError } from '@platform/config';
import { Command, CommanderError } from 'commander';
import { login, setToken, show } from './commands/auth.ts';
import { licenseStatus } from './commands/license.ts';
import { type StartOptions, start } from './commands/start.ts';
import { type Config, type Environment, readConfig } from './config.ts';
import { masked } from './masked.ts';
import { CommandFailed, EXIT, type Terminal, type Told, tell, tellFailure } from './output.ts';

type Run = (config: Config) => Told | Promise<Told>;
/** Runs one command and says what it found out; remembers the exit code. */
type Does = (name: string, run: Run) => Promise<void>;

const example = (text: string) => `\nExample:\n  $ ${text}\n`;

const asFailure = (error: unknown): unknown =>
  error instanceof ConfigError
    ? new CommandFailed(EXIT.badConfiguration, 'CONFIG_INVALID', error.message, 'Correct the variables.')
    : error;

function addAuth(program: Command, does: Does, terminal: Terminal): void {
  const auth = program.command('auth').description('Your Auth Token.');
  auth
    .command('set-token')
    .description('Stores your Auth Token for this user; `-` reads it from standard input.')
    .argument('<token>', 'the token, or -')
    .addHelpText('after', example('localstack auth set-token -'))
    .action((token: string) => does('auth set-token', (config) => setToken(config, token, terminal)));
  auth
    .command('show')
    .description('Shows which credential counts, masked.')
    .addHelpText('after', example('localstack auth show'))
    .action(() => does('auth show', show));
  auth
    .command('login')
    .description('Deprecated: the CLI uses Auth Tokens only.')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText('after', example('localstack auth set-token -'))
    .action(() => does('auth login', login));
}

function addStart(program: Command, does: Does, run: (config: Config, options: StartOptions) => Promise<Told>): void {
  program
    .command('start')
    .description('Starts the emulator with your credential.')
    .option('-d, --detached', 'run in the background', false)
    .option('--docker', 'run the Docker image', false)
    .addHelpText('after', example('localstack start -d'))
    .action((options: StartOptions) => does('start', (config) => run(config, options)));
}

function addLicense(program: Command, does: Does): void {
  program
    .command('license')
    .description('The license of the running emulator.')
    .command('status')
    .description('Shows plan, mode, end and decision.')
    .addHelpText('after', example('localstack license status --json'))
    .action(() => does('license status', licenseStatus));
}

/** Runs one command line; gives the exit code: 0, 2, 55, 64 or 69 (contract §5.9), or that of the emulator. */
export async function run(args: readonly string[], env: Environment, terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.ok;
  const json = args.includes('--json');
  const program = new Command('localstack')
    .description('Sets your Auth Token and starts the emulator with it.')
    .version('4.0.0')
    .option('--json', 'print one JSON object')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: (text) => terminal.err(masked(text, args)) })
    .showSuggestionAfterError();
  const does: Does = async (name, command) => {
    try {
      tell(terminal, name, await command(readConfig(env)), json);
    } catch (error) {
      const failure = asFailure(error);
      if (!(failure instanceof CommandFailed)) throw error;
      tellFailure(terminal, name, failure, json);
      exitCode = failure.exitCode;
    }
  };
  addAuth(program, does, terminal);
  addStart(program, does, (config, options) => start(config, env, options, terminal));
  addLicense(program, does);
  try {
    await program.parseAsync(
      args.filter((arg) => arg !== '--json'),
      { from: 'user' },
    );
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}
