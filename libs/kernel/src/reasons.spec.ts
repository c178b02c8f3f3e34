import { describe, expect, test } from '@jest/globals';
import { isReason, isVerdict, type Reason, reasons } from './reasons.ts';

const all = Object.keys(reasons) as Reason[];

/** Contract §4.3: which HTTP statuses go with a gRPC status. */
const pairs: Readonly<Record<string, readonly number[]>> = {
  INVALID_ARGUMENT: [400, 405, 413, 415, 422],
  UNAUTHENTICATED: [401],
  PERMISSION_DENIED: [403],
  NOT_FOUND: [404],
  ALREADY_EXISTS: [409],
  ABORTED: [409, 412],
  FAILED_PRECONDITION: [402, 403, 409, 410],
  RESOURCE_EXHAUSTED: [403, 409, 429],
  UNAVAILABLE: [503],
  DEADLINE_EXCEEDED: [504],
  UNIMPLEMENTED: [410, 501],
  INTERNAL: [500],
};

describe('every reason', () => {
  test.each(all)('%s has a name, fitting statuses, words and a remedy', (reason) => {
    const entry = reasons[reason];
    expect(reason).toMatch(/^[A-Z][A-Z0-9_]{0,62}$/);
    expect(pairs[entry.grpc]).toContain(entry.http);
    expect(entry.title).toMatch(/^[A-Z].*\.$/);
    expect(entry.fix).toMatch(/^[A-Z].*\.$/);
  });
});

test('a verdict is 400, 401 or 403 and never asks for a blind retry', () => {
  const verdicts = all.filter(isVerdict);
  expect(verdicts.length).toBeGreaterThan(20);
  for (const reason of verdicts) {
    expect([400, 401, 403]).toContain(reasons[reason].http);
    expect(reasons[reason].retry).not.toBe('yes');
  }
});

test('trouble is never a verdict', () => {
  for (const reason of ['RATE_LIMITED', 'DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'] as const) {
    expect(isVerdict(reason)).toBe(false);
  }
});

test('names that objects inherit are no reasons', () => {
  for (const name of ['constructor', 'toString', '__proto__', '']) expect(isReason(name)).toBe(false);
});
