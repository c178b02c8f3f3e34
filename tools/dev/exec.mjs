// Runs a built program of this repository with the addresses of the running house and the operator's key.
// usage: node tools/dev/exec.mjs ENTRY [ARGUMENT...]        ENTRY: e.g. tools/ops/dist/main.js
import { bootstrap, node, root, run, unwarned } from './bootstrap.mjs';

const [entry, ...args] = process.argv.slice(2);
const quiet = process.stdout.write;
process.stdout.write = (text, ...more) => process.stderr.write(text, ...more);
await bootstrap();
process.stdout.write = quiet;

const { houseEnvironment } = await import(`${root}/tools/dev/dist/index.js`);
process.exit(await run(node(), [unwarned, `${root}/${entry}`, ...args], { env: await houseEnvironment() }));
