// How jest runs our specs: what they import is loaded by Node itself, as the services load it, and libraries once for all files
// of a process. Everything else is jest's own: which files there are, when a hook runs, how long a test may take, what is told.
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';
import { giveGlobals } from './globals.mjs';
import { load, resolve } from './hooks.mjs';

const require = createRequire(import.meta.url);
registerHooks({ resolve, load });

let runs = 0;

class NativeRuntime extends JestRuntime {
  /** What specs say is kept beside their results, as jest does it for the world that it makes for each file. */
  constructor(config, environment, ...others) {
    super(config, environment, ...others);
    this.consoleOfAll = globalThis.console;
    globalThis.console = environment.global.console;
  }

  teardown() {
    globalThis.console = this.consoleOfAll;
    super.teardown();
  }

  /** jest-circus keeps what a file declares in its own module and in one place of the world: each file begins anew. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    super.setGlobalsForRuntime(globals);
    giveGlobals(globals);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** A spec that runs once more in this process declares its tests once more: Node takes it for another module. */
  async unstable_importModule(path) {
    runs += 1;
    return import(`${pathToFileURL(path).href}?run=${runs}`);
  }
}

// jest requires its runtime, and takes what this name says.
export { NativeRuntime as 'module.exports' };
