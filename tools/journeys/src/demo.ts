import { ConfigError } from '@platform/config';
import { readConfig } from './config.ts';
import { narrator } from './narrator.ts';
import { tour } from './tour.ts';

const tell = narrator((line) => console.log(line));
try {
  await tour(readConfig(), tell);
  console.log(`\n${tell.summary()}`);
} catch (error) {
  if (error instanceof ConfigError)
    console.error('No house is running here. Start it with `npm start`, then run this again beside it.');
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
