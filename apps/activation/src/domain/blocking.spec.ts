import { expect, test } from '@jest/globals';
import { after, HOUR } from '@platform/kernel';
import { healthy, legacy, now, preconditions, schedule, withCredential, withFacts } from '../../test/example.ts';
import { blockingOf, retryAfterSeconds } from './blocking.ts';
import { decide } from './decide.ts';
import { deprecationOf } from './deprecation.ts';
import { messageOf } from './messages.ts';
import type { Input } from './step.ts';

const appUrl = 'https://app.localstack.cloud';
const blocking = (input: Input) => blockingOf(decide(input), appUrl);
const without = (name: string) => preconditions.find((one) => one.name === name)?.remove(healthy) ?? healthy;

const verbatim =
  'The credentials defined in your environment are invalid. Please make sure to either set the LOCALSTACK_AUTH_TOKEN variable to a valid auth token, or the LOCALSTACK_API_KEY variable to a valid LocalStack API key. You can find your Auth Token or API key in the LocalStack web app https://app.localstack.cloud.';

test('invalid credentials are told in the words of the sources, byte for byte', () => {
  expect(blocking(without('a well-formed credential'))[0]?.message).toBe(verbatim);
  expect(blocking(without('a known credential'))[0]?.message).toBe(verbatim);
});

test('an unknown credential gives no hint of what is known', () => {
  expect(blocking(without('a known credential'))).toEqual([
    {
      reason: 'CREDENTIAL_UNKNOWN',
      step: 'D-4',
      message: verbatim,
      fix: 'Copy your token from the Auth Tokens page.',
      fixableBy: 'you',
      link: 'https://app.localstack.cloud/workspace/auth-tokens',
      metadata: {},
    },
  ]);
});

test('a reset token says when, and where its successor is', () => {
  const reset = withCredential(healthy, { status: 'rotated', statusSince: now });
  expect(blocking(reset)[0]?.message).toBe(
    'This auth token was reset on 2026-03-10 12:00 UTC and can no longer be used. Copy the new value from https://app.localstack.cloud/workspace/auth-tokens.',
  );
  expect(blocking(withCredential(reset, { statusSince: undefined }))[0]?.message).toMatch(
    /^This auth token was reset and/,
  );
});

test('a missing license names the workspace and who can help, and calls the token valid only if it is', () => {
  const unassigned = withFacts(healthy, { assignment: undefined });
  expect(blocking(unassigned)).toMatchObject([
    {
      message:
        'Your auth token is valid, but no license is assigned to you in workspace Acme. Ask an admin of the workspace to assign you one at https://app.localstack.cloud/workspace/members.',
      fixableBy: 'workspace_admin',
      link: 'https://app.localstack.cloud/workspace/members',
      metadata: { workspace: 'Acme' },
    },
  ]);
  const dead = blocking(withCredential(unassigned, { status: 'revoked' }));
  expect(dead[1]?.message).toBe('No license is assigned to you in workspace Acme.');
});

test('the holder of a legacy key is told of the key, and of a token only as the way out', () => {
  for (const status of ['rotated', 'revoked', 'expired', 'suspended', 'removed'] as const) {
    const [{ message } = { message: '' }] = blocking(withCredential(legacy('legacy_api'), { status }));
    expect(message).toMatch(/^This legacy key (was|is|expired)/);
    expect(message).not.toMatch(/auth token/);
  }
  const metadata = { workspace: 'Acme' };
  expect(messageOf('LICENSE_NOT_ASSIGNED', { appUrl, metadata, alive: true, legacy: true })).toMatch(
    /^Your legacy key is valid, but no license is assigned to you in workspace Acme\./,
  );
});

test('a workspace without a name is told by its id', () => {
  const nameless = withFacts(healthy, { workspace: undefined });
  expect(blocking(nameless)[0]).toMatchObject({
    message: 'The workspace ws_1 is not open.',
    metadata: { workspace: 'ws_1' },
  });
});

test('a downtime says until when, how to switch, and how long to wait', () => {
  const during = { ...withFacts(legacy('legacy_ci'), { legacySchedule: schedule }), now: after(now, 6.5 * HOUR) };
  expect(blocking(during)[0]?.message).toMatch(
    /^Legacy keys are refused during a planned downtime until 2026-03-10 19:00 UTC\. Switch to an Auth Token: 1\. copy it/,
  );
  expect(retryAfterSeconds(decide(during), during)).toBe(1_800);
  expect(retryAfterSeconds(decide(without('no CI')), healthy)).toBeUndefined();
});

test('the addresses are those of the console that is configured', () => {
  for (const { remove } of preconditions)
    for (const { message, link } of blockingOf(decide(remove(healthy)), 'https://console.example')) {
      expect(message).not.toContain('localstack.cloud');
      expect(link).toMatch(/^https:\/\/console\.example\/workspace\//);
    }
});

test('only legacy keys carry a deprecation; the campaign wins over the defaults', () => {
  const defaults = { deprecatedSince: after(now, -400 * 24 * HOUR), docsUrl: 'https://docs.example/default' };
  expect(deprecationOf(healthy.snapshot, now, defaults)).toBeUndefined();
  expect(deprecationOf({}, now, defaults)).toBeUndefined();
  expect(deprecationOf(legacy('legacy_api').snapshot, now, defaults)).toMatchObject({
    ...defaults,
    sunsetAt: undefined,
  });
  expect(deprecationOf({ ...legacy('legacy_api').snapshot, legacySchedule: schedule }, now, defaults)).toEqual({
    deprecatedSince: schedule.deprecatedSince,
    sunsetAt: schedule.sunsetAt,
    nextWindowStartsAt: after(now, 6 * HOUR),
    nextWindowEndsAt: after(now, 7 * HOUR),
    docsUrl: 'https://docs.example/legacy',
  });
});
