import { expect, test } from '@jest/globals';
import { after, DAY, fold, MINUTE } from '@platform/kernel';
import { given } from '@platform/testing';
import { startTrial } from './start-trial.ts';
import { evolveSubscription, initialSubscription, type Subscription } from './subscription.ts';
import { evolveTrialUse, initialTrialUse, useTrial } from './trial-use.ts';

const at = new Date('2026-03-01T10:00:00.000Z');
const command = {
  subscriptionId: 'sub_1',
  poolId: 'lic_1',
  plan: { code: 'trial', displayName: 'Trial', seatsIncluded: 5, trialDays: 14 },
  startedBy: 'usr_1',
  at,
};
const none = initialSubscription('ws_1');
const run = (subscription: Subscription) => fold(evolveSubscription, subscription, startTrial(subscription, command));

test('a trial runs for 14 days, to the millisecond', () => {
  given(none)
    .when((subscription) => startTrial(subscription, command))
    .then({
      type: 'TrialStarted',
      data: {
        ...{ subscriptionId: 'sub_1', poolId: 'lic_1', planCode: 'trial', planDisplayName: 'Trial' },
        ...{ seats: 5, startedBy: 'usr_1', at, endsAt: new Date('2026-03-15T10:00:00.000Z') },
      },
    });
  expect(run(none)).toMatchObject({ kind: 'trial', startsAt: at, endsAt: after(at, 14 * DAY), trialUsedAt: at });
});

test('a workspace has one trial, also long after it has ended', () => {
  for (const later of [MINUTE, 400 * DAY]) {
    given(run(none))
      .when((subscription) => startTrial(subscription, { ...command, at: after(at, later) }))
      .refuses('TRIAL_ALREADY_USED', { used_at: at.toISOString() });
  }
});

test('a person has one trial, whichever workspace they create', () => {
  const fresh = initialTrialUse('usr_1');
  given(fresh)
    .when((use) => useTrial(use, { workspaceId: 'ws_1', usedAt: at }))
    .then({ type: 'TrialUsed', data: { workspaceId: 'ws_1', usedAt: at } });
  const used = fold(evolveTrialUse, fresh, useTrial(fresh, { workspaceId: 'ws_1', usedAt: at }));
  given(used)
    .when((use) => useTrial(use, { workspaceId: 'ws_2', usedAt: after(at, DAY) }))
    .refuses('TRIAL_ALREADY_USED', { used_at: at.toISOString() });
});
