import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { between, type Page, root, textOf } from './repository.ts';

const page = 'docs/architecture.md';
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const left = String.raw`(/fixtures/|/untagged/|/dist/|/gen/|\.spec\.tsx?$|/test/)`;
const args = [
  ...['libs', 'apps', '--config', '.dependency-cruiser.cjs', '--exclude', left, '--include-only', '^(libs|apps)/'],
  ...['--collapse', '^(libs|apps)/[^/]+', '--output-type', 'mermaid'],
];

/** docs/architecture.md with the picture of who imports whom, drawn by the same tool and rules that check it. */
export function architecturePage(): Page {
  const drawn = execFileSync(process.execPath, [cruiser, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  return { path: page, text: between(textOf(page), 'picture', `\`\`\`mermaid\n${drawn.trim()}\n\`\`\``) };
}
