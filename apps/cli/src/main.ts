import { text } from 'node:stream/consumers';
import { environment } from './config.ts';
import { run } from './program.ts';

process.exitCode = await run(process.argv.slice(2), environment(), {
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
  input: () => text(process.stdin),
});
