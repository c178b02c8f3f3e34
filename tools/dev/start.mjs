// npm start: from a fresh clone to a running house. Plain JavaScript, so that it runs before anything is installed.
import { resolve } from 'node:path';
import { bootstrap, fail, node, passOn, root, start, unwarned } from './bootstrap.mjs';
import { isOccupied, occupied } from './house-door.mjs';

// Before anything is fetched or built: a house that runs must not lose its code and its pages.
const dataDir = resolve(root, process.env.HOUSE_DATA || '.data');
if (await isOccupied(dataDir)) {
  const { what, remedy } = occupied(dataDir);
  fail(what, remedy);
}

await bootstrap();
console.log('▸ house');
const house = [unwarned, `${root}/tools/dev/dist/main.js`, ...process.argv.slice(2)];
// A group of its own: Ctrl-C in the terminal reaches it once, through us. The channel tells it when we are gone,
// however we ended.
const { ended } = start(node(), house, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true });

// npm does not pass every end on to us: when it is gone, the house goes too.
const parent = process.ppid;
const watch = setInterval(() => {
  if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
  clearInterval(watch);
  passOn('SIGTERM');
}, 500);
watch.unref();
process.exit(await ended);
