// npm start: from a fresh clone to a running house. Plain JavaScript, so that it runs before anything is installed.
import { bootstrap, node, root, start } from './bootstrap.mjs';

await bootstrap();
console.log('▸ house');
const main = `${root}/tools/dev/dist/main.js`;
// The channel tells the house when we are gone, however we ended.
const { child, ended } = start(node(), ['--disable-warning=TimeoutNegativeWarning', main, ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
const parent = process.ppid;
// npm does not pass every end on to us: when it is gone, the house goes too.
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref();
process.exit(await ended);
