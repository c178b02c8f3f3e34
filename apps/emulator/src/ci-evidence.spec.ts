import { expect, test } from '@jest/globals';
import { requestLimits } from '@platform/lease';
import { ciContext } from './ci-evidence.ts';

test.each([
  [{}, false, []],
  [{ CI: '' }, false, []],
  [{ CI: '0' }, false, []],
  [{ CI: 'false' }, false, []],
  [{ CI: 'False ' }, false, []],
  [{ CI: 'true' }, true, ['CI']],
  [{ CI: '1', GITHUB_ACTIONS: 'true' }, true, ['CI', 'GITHUB_ACTIONS']],
  [{ TRAVIS: 'true' }, true, ['TRAVIS']],
  [{ TRAVIS: 'false' }, false, []],
  [{ JENKINS_URL: 'https://ci.example' }, true, ['JENKINS_URL']],
])('%j: in CI %s, by %j (A-20)', (env, detected, evidence) => {
  expect(ciContext(env)).toMatchObject({ detected, evidence });
});

test('the run is told as its provider tells it', () => {
  const env = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_WORKFLOW: 'test',
    GITHUB_JOB: 'unit',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_REF: 'refs/heads/main',
  };
  expect(ciContext(env)).toMatchObject({
    provider: 'github',
    repository: 'acme/app',
    workflow: 'test',
    job: 'unit',
    ref: 'refs/heads/main',
    run_id: '7',
    run_attempt: '2',
  });
});

test('what the environment tells is cut to what the server takes, at the edge of a character', () => {
  const long = `x${'🔑'.repeat(5_000)}`;
  const everything = new Proxy({}, { get: () => long });
  const { detected: _, evidence, run_id: run, run_attempt: attempt, ...texts } = ciContext(everything);
  expect(evidence.length).toBeLessThanOrEqual(requestLimits.evidence);
  for (const text of Object.values(texts)) expect(text.length).toBeLessThanOrEqual(requestLimits.text);
  for (const text of [...evidence, run, attempt]) expect(text.length).toBeLessThanOrEqual(requestLimits.name);
  expect([texts.ref, run]).toEqual([`x${'🔑'.repeat(127)}`, `x${'🔑'.repeat(31)}`]);
});
