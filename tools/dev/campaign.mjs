// npm run campaign: the long forms of what `npm test` shows in short: a hundred thousand resets, everybody away in every way, a
// thousand open pages. `RESETS=5000 npm run campaign -- crowds` runs what matches alone, with so many resets.
import { bootstrap, say } from './bootstrap.mjs';
import { suite } from './suite.mjs';

const began = performance.now();
await bootstrap();
say('▸ the campaign; 100,000 resets, where RESETS says nothing else, take some three hours on 2 cores');
const patterns = process.argv.slice(2).map((pattern) => `tools/faults/test/.*${pattern}`);
const all = ['tools/faults/test/.*journey'];
process.exit(await suite(patterns.length > 0 ? patterns : all, { began, env: { CAMPAIGN: 'true' } }));
