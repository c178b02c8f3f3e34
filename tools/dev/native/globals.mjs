// What a spec gets from `@jest/globals`. A module that an earlier file has loaded gets what jest gives to the file that runs now.
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

let given = {};

/** Takes what jest has made for the file that runs now. */
export function giveGlobals(globals) {
  given = globals;
  // Helpers that are no specs ask the world which test runs.
  globalThis.expect = globals.expect;
}

const now = (name) =>
  new Proxy(() => undefined, {
    apply: (_target, _self, args) => given[name](...args),
    get: (_target, key) => given[name][key],
  });

export const [describe, test, it, expect] = ['describe', 'test', 'it', 'expect'].map(now);
export const [beforeAll, beforeEach, afterEach, afterAll] = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'].map(
  now,
);

const timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });
const mocks = new ModuleMocker(globalThis);

/** What our specs use of it, over the one world there is. */
export const jest = {
  useFakeTimers: () => timers.useFakeTimers(),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
  getTimerCount: () => timers.getTimerCount(),
  spyOn: (object, method) => mocks.spyOn(object, method),
};
