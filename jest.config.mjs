/** Specs read the libraries' sources (export condition "source"), so they need no build, and Node itself loads them. */
export default {
  runtime: './tools/dev/native/runtime.mjs',
  testEnvironment: 'node',
  transform: {},
  // A busy machine is slow, not wrong: time never decides a test.
  testTimeout: 180_000,
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  modulePathIgnorePatterns: ['/dist/', '/.nx/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'],
};
