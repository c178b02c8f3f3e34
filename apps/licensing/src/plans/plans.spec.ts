import { expect, test } from '@jest/globals';
import { allFeatures, effectiveCap, includesCi } from './plan.ts';
import { planOf, plans, trial } from './plans.ts';

test('the trial is 14 days with all the features (S-44, S-45), 5 licenses and 500 credits (A-5)', () => {
  expect(trial).toMatchObject({ trialDays: 14, features: allFeatures, seatsIncluded: 5, ciCredits: 500, graceDays: 0 });
});

test('a plan is found by its code; an unknown code is refused with its name', () => {
  for (const plan of plans) expect(planOf(plan.code)).toBe(plan);
  expect(() => planOf('gold')).toThrow(
    expect.objectContaining({ reason: 'PLAN_NOT_AVAILABLE', metadata: { plan: 'gold' } }),
  );
});

test('codes are unique, paid plans have the grace of A-15, and every plan is usable', () => {
  expect(new Set(plans.map((plan) => plan.code)).size).toBe(plans.length);
  for (const plan of plans) {
    expect(plan.seatsIncluded).toBeGreaterThan(0);
    expect(plan.graceDays).toBe(plan.trialDays > 0 ? 0 : 7);
    expect(plan.features).toContain('aws_services');
    expect(includesCi(plan)).toBe(plan.features.includes('ci'));
    expect(new Set(plan.features).size).toBe(plan.features.length);
  }
});

test('the cap is what is paid for plus the overage, rounded down', () => {
  expect(effectiveCap(trial, 5)).toBe(5);
  expect(effectiveCap(planOf('team'), 19)).toBe(20);
  expect(effectiveCap(planOf('team'), 10)).toBe(11);
});
