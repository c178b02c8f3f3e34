import { describe, expect, test } from '@jest/globals';
import { after, DAY, HOUR, MINUTE } from '@platform/kernel';
import {
  ci,
  healthy,
  legacy,
  now,
  request,
  schedule,
  subscription,
  withCredential,
  withFacts,
  withRequest,
} from '../../test/example.ts';
import { wrongFields } from './check-request.ts';
import { decide } from './decide.ts';
import type { Snapshot } from './facts.ts';
import type { ActivationRequest } from './request.ts';
import type { Input } from './step.ts';

const reasonsOf = (input: Input) => decide(input).failures.map(({ reason }) => reason);
const warningsOf = (input: Input) => decide(input).warnings.map(({ reason }) => reason);
const at = (input: Input, instant: Date): Input => ({ ...withRequest(input, { clientTime: instant }), now: instant });
const moment = (instant: Date) => after(instant, -1);
const subscribed = (changes: Partial<NonNullable<Snapshot['subscription']>>) =>
  withFacts(healthy, { subscription: { ...subscription, ...changes } });
const paid = subscribed({ kind: 'paid', status: 'active', endsAt: now, graceUntil: after(now, 7 * DAY) });

describe('a right that ends by time ends at its instant, whether or not a job ran', () => {
  test('a trial', () => {
    const trial = subscribed({ endsAt: now });
    expect(reasonsOf(at(trial, moment(now)))).toEqual([]);
    expect(reasonsOf(at(trial, now))).toEqual(['TRIAL_EXPIRED']);
  });

  test('a paid subscription, after its grace time and with a warning in it', () => {
    expect(warningsOf(at(paid, moment(now)))).toEqual([]);
    expect(reasonsOf(paid)).toEqual([]);
    expect(warningsOf(paid)).toEqual(['SUBSCRIPTION_IN_GRACE']);
    expect(reasonsOf(at(paid, moment(after(now, 7 * DAY))))).toEqual([]);
    expect(reasonsOf(at(paid, after(now, 7 * DAY)))).toEqual(['SUBSCRIPTION_EXPIRED']);
  });

  test('a paid subscription without grace, or with one that ended earlier', () => {
    expect(reasonsOf(subscribed({ kind: 'paid', status: 'active', endsAt: now }))).toEqual(['SUBSCRIPTION_EXPIRED']);
    const odd = subscribed({ kind: 'paid', status: 'canceled', endsAt: now, graceUntil: after(now, -DAY) });
    expect(reasonsOf(at(odd, moment(now)))).toEqual([]);
    expect(reasonsOf(odd)).toEqual(['SUBSCRIPTION_EXPIRED']);
  });

  test('a subscription whose owner says expired, whatever the clock says; one without an end goes on', () => {
    expect(reasonsOf(subscribed({ status: 'expired' }))).toEqual(['TRIAL_EXPIRED']);
    expect(reasonsOf(subscribed({ kind: 'paid', status: 'active', endsAt: undefined }))).toEqual([]);
  });

  test('a token, with a warning in its last week', () => {
    const expiring = withCredential(healthy, { expiresAt: now });
    expect(warningsOf(at(expiring, after(now, -7 * DAY - 1)))).toEqual([]);
    expect(warningsOf(at(expiring, moment(now)))).toEqual(['TOKEN_EXPIRING']);
    expect(reasonsOf(expiring)).toEqual(['TOKEN_EXPIRED']);
  });

  test('a downtime of legacy keys, half-open', () => {
    const key = withFacts(legacy('legacy_ci'), { legacySchedule: schedule });
    const [start, end] = [after(now, 6 * HOUR), after(now, 7 * HOUR)];
    expect(reasonsOf(at(key, moment(start)))).toEqual([]);
    expect(reasonsOf(at(key, start))).toEqual(['LEGACY_KEY_BROWNOUT']);
    expect(reasonsOf(at(key, moment(end)))).toEqual(['LEGACY_KEY_BROWNOUT']);
    expect(reasonsOf(at(key, end))).toEqual([]);
  });
});

describe('legacy keys', () => {
  const sunset = { ...schedule, sunsetAt: now, windows: [{ id: 'bow_1', startsAt: now, endsAt: after(now, HOUR) }] };

  test('after the sunset every one is refused, with the downtime told too', () => {
    const key = withFacts(legacy('legacy_api'), { legacySchedule: sunset });
    expect(reasonsOf(key)).toEqual(['LEGACY_KEY_SUNSET', 'LEGACY_KEY_BROWNOUT']);
  });

  test('a schedule never touches an Auth Token, not even in the legacy variable', () => {
    const token = withRequest(withFacts(healthy, { legacySchedule: sunset }), {
      credential: { ...request.credential, source: 'api_key_env' },
    });
    expect(decide(token)).toMatchObject({ granted: true, warnings: [{ reason: 'CREDENTIAL_IN_LEGACY_VARIABLE' }] });
  });

  test('an API key whose owner left is orphaned and told so once; a CI key has no owner', () => {
    expect(reasonsOf(withFacts(legacy('legacy_api'), { membership: undefined }))).toEqual(['LEGACY_KEY_ORPHANED']);
    expect(reasonsOf(withFacts(legacy('legacy_ci'), { membership: undefined }))).toEqual([]);
  });

  test('an API key gives access by itself, with a license and without; all else that a start needs it needs, too', () => {
    const unassigned = withFacts(legacy('legacy_api'), { assignment: undefined });
    const ended = { version: 89, assignmentId: 'las_1', active: false, since: now, why: 'unassigned' };
    for (const key of [unassigned, withFacts(unassigned, { assignment: ended })])
      expect(decide(key)).toMatchObject({ granted: true, warnings: [{ reason: 'LEGACY_KEY_DEPRECATED' }] });
    expect(reasonsOf(withFacts(unassigned, { membership: undefined }))).toEqual(['LEGACY_KEY_ORPHANED']);
    expect(reasonsOf(withFacts(unassigned, { workspace: undefined }))).toEqual(['WORKSPACE_CLOSED']);
    expect(reasonsOf(withFacts(unassigned, { subscription: undefined }))).toEqual(['NO_SUBSCRIPTION']);
    const suspended = { version: 1, suspended: true, since: now };
    expect(reasonsOf(withFacts(unassigned, { user: suspended }))).toEqual(['USER_SUSPENDED']);
    expect(reasonsOf(withFacts(unassigned, { legacySchedule: sunset }))).toContain('LEGACY_KEY_SUNSET');
  });

  test('a CI key needs a plan with CI', () => {
    const noCi = withFacts(legacy('legacy_ci'), { subscription: { ...subscription, ciIncluded: false } });
    expect(reasonsOf(noCi)).toEqual(['CI_NOT_IN_PLAN']);
    expect(reasonsOf(withFacts(noCi, { subscription: undefined }))).toEqual(['NO_SUBSCRIPTION']);
  });

  test('an API key in CI only warns', () => {
    expect(warningsOf(withRequest(legacy('legacy_api'), { ci }))).toEqual([
      'LEGACY_KEY_DEPRECATED',
      'LEGACY_KEY_IN_CI',
    ]);
  });

  test('one in the new variable is taken with a warning, one that was removed is refused', () => {
    const moved = withRequest(legacy('legacy_api'), {
      credential: { ...legacy('legacy_api').request.credential, source: 'auth_token_env', variablesDiffer: true },
    });
    expect(warningsOf(moved).slice(0, 2)).toEqual(['LEGACY_KEY_IN_NEW_VARIABLE', 'BOTH_VARIABLES_SET_AND_DIFFERENT']);
    expect(reasonsOf(withCredential(legacy('legacy_api'), { status: 'removed' }))).toEqual(['LEGACY_KEY_REMOVED']);
  });

  test('the next downtime is the first one to come', () => {
    const key = withFacts(legacy('legacy_api'), { legacySchedule: schedule });
    expect(decide(key).warnings[0]?.metadata).toEqual({
      sunset_at: after(now, 60 * DAY).toISOString(),
      next_window: after(now, 6 * HOUR).toISOString(),
    });
  });
});

describe('a CI token', () => {
  const token = withCredential(withRequest(healthy, { ci, credential: { ...request.credential, shape: 'ci' } }), {
    kind: 'ci',
    userId: '',
  });

  test('needs neither membership nor license of anybody', () => {
    expect(decide(withFacts(token, { membership: undefined, assignment: undefined }))).toMatchObject({ granted: true });
  });

  test('outside CI warns', () => {
    expect(warningsOf(withRequest(token, { ci: undefined }))).toEqual(['CI_TOKEN_OUTSIDE_CI']);
  });
});

test('of evidence without end so much is told that it fits, and it counts as CI', () => {
  const told = Array.from({ length: 32 }, () => 'X'.repeat(64)).join(', ');
  const evidence = Array.from({ length: 100 }, () => 'X'.repeat(600));
  const { failures, steps } = decide(withRequest(healthy, { ci: { ...ci, evidence } }));
  expect(failures.map(({ reason }) => reason)).toEqual(['REQUEST_INVALID', 'DEVELOPER_TOKEN_IN_CI']);
  expect(failures.at(-1)?.metadata).toEqual({ evidence: told });
  expect(steps.find(({ id }) => id === 'D-7')?.detail).toBe(`CI: ${told}`);
});

test('evidence of CI counts even where the client says that it detected none', () => {
  expect(reasonsOf(withRequest(healthy, { ci: { ...ci, detected: false } }))).toEqual(['DEVELOPER_TOKEN_IN_CI']);
  expect(reasonsOf(withRequest(healthy, { ci: { ...ci, evidence: [] } }))).toEqual(['DEVELOPER_TOKEN_IN_CI']);
  expect(reasonsOf(withRequest(healthy, { ci: { ...ci, detected: false, evidence: [] } }))).toEqual([]);
});

test.each(['4.0', '4.0.0', 'v4.0.1', '3.0.0:6dd3f3d', '4.0.1.dev20250101', '4.0.0-rc.1+build'])(
  'the version %s is understood',
  (version) => {
    expect(reasonsOf(withRequest(healthy, { product: { name: 'p', version, build: '', edition: '' } }))).toEqual([]);
  },
);

test.each(['latest', '4', '4.', '4.0.0 beta', '4.0.', `4.0.0-${'x'.repeat(80)}`])(
  'the version %s is not',
  (version) => {
    const input = withRequest(healthy, { product: { name: 'p', version, build: '', edition: '' } });
    expect(reasonsOf(input)).toEqual(['VERSION_UNSUPPORTED']);
  },
);

test('a clock that is wrong by two minutes or more is told, in either direction', () => {
  const skewed = (by: number) => decide(withRequest(healthy, { clientTime: after(now, by) })).warnings;
  expect(skewed(2 * MINUTE - 1)).toEqual([]);
  expect(skewed(2 * MINUTE)).toEqual([{ reason: 'CLOCK_SKEW', metadata: { seconds: '120' } }]);
  expect(skewed(-HOUR)).toEqual([{ reason: 'CLOCK_SKEW', metadata: { seconds: '-3600' } }]);
});

test('every wrong field is named, each once', () => {
  const long = 'x'.repeat(300);
  const machine = { machineId: '', hostname: long, system: long, platformRelease: long, isDocker: true };
  const wrong: Partial<ActivationRequest> = {
    sessionId: '',
    nonce: long,
    previousLeaseId: long,
    clientTime: new Date(Number.NaN),
    product: { name: '', version: '', build: long, edition: long },
    machine,
    ci: {
      detected: true,
      evidence: [long],
      provider: long,
      repository: long,
      workflow: long,
      job: long,
      ref: long,
      runId: long,
      runAttempt: long,
    },
    offlineActivations: Array.from({ length: 1_001 }, () => ({ at: new Date(Number.NaN), leaseId: long })),
  };
  expect(wrongFields({ ...request, ...wrong })).toEqual([
    'session_id',
    'nonce',
    'previous_lease_id',
    'client_time',
    'product.name',
    'product.version',
    'product.build',
    'product.edition',
    'machine.machine_id',
    'machine.hostname',
    'machine.system',
    'machine.platform_release',
    'ci.evidence',
    'ci.provider',
    'ci.repository',
    'ci.workflow',
    'ci.job',
    'ci.ref',
    'ci.run_id',
    'ci.run_attempt',
    'offline_activations',
  ]);
  expect(wrongFields({ ...request, product: undefined, machine: undefined })).toEqual(['product', 'machine']);
});
