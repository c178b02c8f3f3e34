import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchOf } from './benches.ts';
import { commandOf } from './knobs.ts';
import { withBench } from './report.ts';

// A running house is left alone: what is measured has servers of its own.
for (const variable of ['MONGO_URL', 'KAFKA_BROKERS', 'REDIS_URL']) delete process.env[variable];

const args = process.argv.slice(2);
try {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const { text, report, place, json, write } = await benchOf(args)(args, say);
  process.stdout.write(`\n${text}\n`);
  if (json) writeFileSync(json, `${JSON.stringify({ command: commandOf(args), ...report }, null, 2)}\n`);
  const readme = fileURLToPath(new URL('../../../README.md', import.meta.url));
  if (write) writeFileSync(readme, withBench(readFileSync(readme, 'utf8'), text, place));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
process.exit();
