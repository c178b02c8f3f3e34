import { expect, test } from '@jest/globals';
import { isVerdict } from '@platform/kernel';
import fc from 'fast-check';
import {
  ci,
  healthy,
  legacy,
  now,
  type Precondition,
  preconditions,
  schedule,
  withFacts,
  withRequest,
} from '../../test/example.ts';
import { blockingOf } from './blocking.ts';
import { decide, steps } from './decide.ts';
import type { Input } from './step.ts';

const appUrl = 'https://app.localstack.cloud';
const failuresOf = (input: Input) => decide(input).failures.map(({ step, reason }) => `${step} ${reason}`);

const inOrder = (removed: readonly Precondition[]) => preconditions.filter((one) => removed.includes(one));

/** The reasons that must be told when these preconditions are gone, by a model of its own. */
const expected = (removed: readonly Precondition[]): readonly string[] => {
  const hidden = new Set(removed.flatMap(({ hides = [] }) => hides));
  return inOrder(removed)
    .filter(({ needs }) => !needs || !hidden.has(needs))
    .map(({ step, reason }) => `${step} ${reason}`);
};
const without = (removed: readonly Precondition[]): Input =>
  inOrder(removed).reduce((input, { remove }) => remove(input), healthy);

const pairs = preconditions.flatMap((one, index) =>
  preconditions.slice(index + 1).flatMap((other) => (one.slot === other.slot ? [] : [[one, other] as const])),
);

test('with every precondition met the activation is granted without a warning', () => {
  expect(decide(healthy)).toMatchObject({ granted: true, reason: undefined, failures: [], warnings: [] });
});

test.each(preconditions.map((one) => [one.name, one] as const))('without %s exactly that is told', (_name, one) => {
  expect(failuresOf(without([one]))).toEqual([`${one.step} ${one.reason}`]);
  expect(decide(without([one]))).toMatchObject({ granted: false, reason: one.reason });
});

test(`without any two preconditions (${pairs.length} pairs) both are told, in the order of the steps`, () => {
  expect(pairs.length).toBeGreaterThan(150);
  for (const pair of pairs)
    expect([pair.map(({ name }) => name), failuresOf(without(pair))]).toEqual([
      pair.map(({ name }) => name),
      expected(pair),
    ]);
});

test('without any set of preconditions every one of them is told, the first as the reason', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...preconditions), { selector: ({ slot }) => slot }), (removed) => {
      expect(failuresOf(without(removed))).toEqual(expected(removed));
    }),
  );
});

test('every step is in the trace of every decision, passed, failed or skipped', () => {
  for (const one of preconditions)
    expect(decide(without([one])).steps.map(({ id }) => id)).toEqual(steps.map(({ id }) => id));
});

test('the decision is total and consistent whatever the facts and the request say', () => {
  const text = fc.string({ maxLength: 300, unit: 'binary' });
  const date = fc.option(fc.date({ noInvalidDate: false }), { nil: undefined });
  const version = fc.nat();
  const inputs = fc.record({
    now: fc.date({ noInvalidDate: true }),
    request: fc.record({
      credential: fc.record({
        shape: fc.constantFrom('developer', 'ci', 'legacy', 'malformed', 'missing'),
        display: text,
        why: text,
        source: fc.constantFrom('unspecified', 'auth_token_env', 'api_key_env', 'stored', 'flag'),
        variablesDiffer: fc.boolean(),
      }),
      product: fc.option(fc.record({ name: text, version: text, build: text, edition: text }), { nil: undefined }),
      machine: fc.option(
        fc.record({ machineId: text, hostname: text, system: text, platformRelease: text, isDocker: fc.boolean() }),
        { nil: undefined },
      ),
      sessionId: text,
      ci: fc.option(fc.constant(ci), { nil: undefined }),
      clientTime: date,
      nonce: text,
      previousLeaseId: text,
      offlineActivations: fc.array(fc.record({ at: date, leaseId: text })),
    }),
    snapshot: fc.record(
      {
        credential: fc.record({
          version,
          credentialId: text,
          kind: fc.constantFrom('developer', 'ci', 'legacy_api', 'legacy_ci'),
          status: fc.constantFrom('active', 'rotated', 'revoked', 'expired', 'suspended', 'removed'),
          workspaceId: text,
          userId: text,
          statusSince: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
          why: text,
          expiresAt: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
          display: text,
        }),
        membership: fc.record({ version, membershipId: text, active: fc.boolean(), since: fc.constant(now) }),
        workspace: fc.record({ version, name: text, status: fc.constantFrom('active', 'suspended', 'closed') }),
        subscription: fc.record({
          version,
          subscriptionId: text,
          kind: fc.constantFrom('trial', 'paid'),
          status: fc.constantFrom('trialing', 'active', 'past_due', 'canceled', 'expired', 'suspended'),
          planCode: text,
          planDisplayName: text,
          features: fc.array(text),
          ciIncluded: fc.boolean(),
          endsAt: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
          graceUntil: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
        }),
        assignment: fc.record({
          version,
          assignmentId: text,
          active: fc.boolean(),
          since: fc.constant(now),
          why: text,
        }),
        user: fc.record({ version, suspended: fc.boolean(), since: fc.constant(now) }),
        legacySchedule: fc.constant(schedule),
      },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(inputs as fc.Arbitrary<Input>, (input) => {
      const decision = decide(input);
      const blocking = blockingOf(decision, appUrl);
      expect(decision.granted).toBe(blocking.length === 0);
      expect(decision.reason).toBe(blocking[0]?.reason);
      for (const { reason, message, fix, link } of blocking) {
        expect(isVerdict(reason)).toBe(true);
        expect([message, fix].every((words) => words.length > 0) && link.startsWith(appUrl)).toBe(true);
      }
      expect(new Set(blocking.map(({ reason }) => reason)).size).toBe(blocking.length);
      expect(decision.steps).toHaveLength(steps.length);
    }),
    { numRuns: 500 },
  );
});

test('a granted activation needs all of its facts: taking any one away refuses it', () => {
  for (const name of ['credential', 'membership', 'workspace', 'subscription', 'assignment'] as const)
    expect(decide(withFacts(healthy, { [name]: undefined })).granted).toBe(false);
});

test('a legacy key goes the same way and is only warned', () => {
  const { granted, warnings } = decide(legacy('legacy_api'));
  expect([granted, warnings.map(({ reason }) => reason)]).toEqual([true, ['LEGACY_KEY_DEPRECATED']]);
});

test('an unknown developer token in CI is told both, since its shape says what it is', () => {
  expect(failuresOf({ ...withRequest(healthy, { ci }), snapshot: {} })).toEqual([
    'D-4 CREDENTIAL_UNKNOWN',
    'D-7 DEVELOPER_TOKEN_IN_CI',
  ]);
});
