import { ConfigError } from '@platform/config';
import { environment, readConfig } from './config.ts';
import { ActivationFailed, startEmulator } from './emulator.ts';
import { CannotListen } from './http/gate.ts';
import { stopAtSignal } from './signals.ts';

const EXIT_BAD_CONFIGURATION = 64;

try {
  const emulator = await startEmulator(readConfig(), {
    env: environment(),
    write: (text) => process.stdout.write(text),
  });
  process.stdout.write(`Ready at ${emulator.url}\n`);
  stopAtSignal(process, emulator.stop);
} catch (error) {
  if (error instanceof ActivationFailed) process.exitCode = error.exitCode;
  else if (error instanceof ConfigError || error instanceof CannotListen) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_BAD_CONFIGURATION;
  } else throw error;
}
