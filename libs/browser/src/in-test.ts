import { basename } from 'node:path';

interface Runner {
  readonly expect?: { getState(): { readonly currentTestName?: string; readonly testPath?: string } };
}

/** File and title of the running test as the name of a folder; the runtime of our specs puts jest's `expect` into the world. */
export function inTest(): string {
  const { currentTestName = 'unknown', testPath = 'unknown' } = (globalThis as Runner).expect?.getState() ?? {};
  const slug = (text: string) => text.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 100);
  return `${slug(basename(testPath).replace(/\.spec\.tsx?$/, ''))}--${slug(currentTestName)}`;
}
