import { ConfigError } from '@platform/config';
import { environment, readConfig } from './config.ts';
import { ActivationFailed, startEmulator } from './emulator.ts';

const EXIT_BAD_CONFIGURATION = 64;

try {
  const emulator = await startEmulator(readConfig(), {
    env: environment(),
    write: (text) => process.stdout.write(text),
  });
  process.stdout.write(`Ready at ${emulator.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.stop());
} catch (error) {
  if (error instanceof ActivationFailed) process.exitCode = error.exitCode;
  else if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_BAD_CONFIGURATION;
  } else throw error;
}
