import { type Browser as Engine, chromium as engine } from 'playwright-core';
import { chromium } from './chromium.ts';
import { failureFolder, plainEnvironment } from './config.ts';
import { launched } from './launch.ts';
import { type Appearance, type Visit, visiting } from './visit.ts';

/** One Chromium for the tests of a spec file. */
export interface Browser {
  /**
   * A test function: gives the body a fresh visitor, throws the visitor away afterwards, and fails when the body fails
   * or when the pages did what no test expects (`Problem`).
   */
  visit(appearance: Appearance, body: (visit: Visit) => Promise<void>): () => Promise<void>;
  /** `afterAll(() => browser.close())` */
  close(): Promise<void>;
}

/**
 * No talk with other hosts than ours, not even from the browser itself; no sandbox, since tests may run as root. The pages of a visitor
 * share one process, and none is started for a page that may never come: a visit takes an eighth less of the processor.
 */
const flags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--renderer-process-limit=1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]',
];

export interface Pages {
  /** The one origin that the pages may talk to. */
  readonly consoleUrl: string;
}

/** Starts a browser whose pages are those of the console. Await it at the top of a spec: it may be unpacked first. */
export async function openBrowser({ consoleUrl }: Pages, failures = failureFolder): Promise<Browser> {
  const { executablePath, env } = await chromium();
  const options = {
    executablePath,
    args: [...flags],
    env: { ...plainEnvironment(), ...env },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  const browser: Engine = await launched(() => engine.launch(options));
  return {
    visit: (appearance, body) => visiting({ browser, consoleUrl, failures }, appearance, body),
    close: () => browser.close(),
  };
}
