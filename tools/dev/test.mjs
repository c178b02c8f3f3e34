// npm test: the whole suite, from a fresh clone, on real servers. `npm test -- apps/token` runs what matches alone.
import { bootstrap, built } from './bootstrap.mjs';
import { suite } from './suite.mjs';

const began = performance.now();
await bootstrap({ build: false });
process.exit(await suite(process.argv.slice(2), { began, building: built }));
