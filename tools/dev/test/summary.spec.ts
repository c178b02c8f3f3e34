import { describe, expect, test } from '@jest/globals';
import { passes, summaryOf } from '../summary.mjs';

const report = (more: object) => ({
  success: true,
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  numTotalTestSuites: 1,
  testResults: [],
  ...more,
});
const run = (more: object = {}, status = 0) => ({ name: 'specs', status, report: report(more) });

test('runs are added up', () => {
  const total = summaryOf([run(), run({ numPendingTests: 1, numTodoTests: 1 })]);

  expect(total).toMatchObject({ passed: 4, failed: 0, skipped: 2, suites: 2 });
  expect(passes(total)).toBe(true);
});

describe('it does not pass', () => {
  test.each([
    ['a test that fails', run({ numFailedTests: 1, success: false }, 1)],
    ['a file that cannot be read', run({ numRuntimeErrorTestSuites: 1, success: false }, 1)],
    ['a suite in which nothing ran', run({ numPassedTests: 0 })],
    ['a run that left no report', { name: 'specs', status: 137, report: undefined }],
    ['a runner that failed after all tests had passed', run({}, 1)],
  ])('%s', (_what, bad) => {
    expect(passes(summaryOf([bad]))).toBe(false);
  });
});

test('what failed is said once more at the end, with the beginning of what went wrong', () => {
  const failure = `Error: page was refused: 503\n${'    at somewhere\n'.repeat(50)}`;
  const results = [
    { name: 'a.spec.ts', status: 'passed', message: '', assertionResults: [] },
    {
      name: 'b.spec.ts',
      status: 'failed',
      message: 'all of it',
      assertionResults: [
        { fullName: 'it is well', status: 'passed', failureMessages: [] },
        { fullName: 'it opens', status: 'failed', failureMessages: [failure] },
      ],
    },
    { name: 'c.spec.ts', status: 'failed', message: 'cannot be read', assertionResults: [] },
  ];

  const [opens = '', unread, ...more] = summaryOf([run({ testResults: results, success: false }, 1)]).problems;

  expect(opens).toMatch(/^failed: b\.spec\.ts\n {2}it opens: Error: page was refused: 503\n/);
  expect(opens.split('\n').length).toBeLessThan(15);
  expect(unread).toBe('failed: c.spec.ts\n  cannot be read');
  expect(more).toEqual([]);
});
