import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchActivation } from './bench-activation.ts';
import { askedFor, commandOf } from './options.ts';
import { readable, withBench } from './report.ts';

// A running house is left alone: what is measured has servers of its own.
for (const variable of ['MONGO_URL', 'KAFKA_BROKERS', 'REDIS_URL']) delete process.env[variable];

const args = process.argv.slice(2);
try {
  const { json, write, ...options } = askedFor(args);
  const report = await benchActivation(options, (line) => process.stderr.write(`${line}\n`));
  const command = commandOf(args);
  const found = readable(report, command);
  process.stdout.write(`\n${found}\n`);
  if (json) writeFileSync(json, `${JSON.stringify({ command, ...report }, null, 2)}\n`);
  const readme = fileURLToPath(new URL('../../../README.md', import.meta.url));
  if (write) writeFileSync(readme, withBench(readFileSync(readme, 'utf8'), found));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
process.exit();
