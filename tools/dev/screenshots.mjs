// npm run screenshots: takes the pictures of all pages of the console and of its dialogs afresh, in both themes, of a house that is started
// for that. It fails when a page has no picture.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root, run, say, tool } from './bootstrap.mjs';

const folder = join(root, 'docs/screenshots');
/** Where the pictures are taken: of every page, and of what opens over them. */
const specs = ['every-page', 'tokens-reset', 'shell'].map((name) => `apps/console-web/test/${name}.browser.spec.ts`);

await bootstrap();
say('▸ pictures');
// The picture of a page that is gone goes, too.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const env = { SCREENSHOTS_DIR: folder };
const status = await run(tool('jest'), ['--runInBand', '--forceExit', '--runTestsByPath', ...specs], { env });
say(`\n${readdirSync(folder).length} pictures in docs/screenshots`);
process.exit(status);
