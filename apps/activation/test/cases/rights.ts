import { after } from '@platform/kernel';
import { developer, legacyHolder, pipeline } from '../world.ts';
import { type ActivationCase, ended, inCi, made, refused, subscriptionIs, without } from './case.ts';

export const rights: readonly ActivationCase[] = [
  refused('a developer token in CI', 403, ['DEVELOPER_TOKEN_IN_CI'], made(developer, inCi)),
  refused(
    'a legacy key whose owner left',
    403,
    ['LEGACY_KEY_ORPHANED'],
    made(() => legacyHolder('api'), without('membership')),
    ['LEGACY_KEY_DEPRECATED'],
  ),
  refused(
    'a suspended user',
    403,
    ['USER_SUSPENDED'],
    made(developer, (world) => {
      world.user = { userId: world.userId, suspended: true, since: world.now };
    }),
  ),
  refused(
    'a removed member',
    403,
    ['MEMBERSHIP_REMOVED'],
    made(developer, (world) => {
      if (world.membership) world.membership.active = false;
    }),
  ),
  refused(
    'a closed workspace',
    403,
    ['WORKSPACE_CLOSED'],
    made(developer, (world) => {
      if (world.workspace) world.workspace.status = 'closed';
    }),
  ),
  refused(
    'a suspended workspace',
    403,
    ['WORKSPACE_SUSPENDED'],
    made(developer, (world) => {
      if (world.workspace) world.workspace.status = 'suspended';
    }),
  ),
  refused('no subscription', 403, ['NO_SUBSCRIPTION'], made(developer, without('subscription'))),
  refused(
    'a trial that has ended',
    403,
    ['TRIAL_EXPIRED'],
    made(developer, (world) => subscriptionIs({ endsAt: after(world.now, -1) })(world)),
  ),
  refused(
    'a subscription that has ended',
    403,
    ['SUBSCRIPTION_EXPIRED'],
    made(developer, (world) => subscriptionIs({ kind: 'paid', status: 'active', endsAt: after(world.now, -1) })(world)),
  ),
  refused(
    'a suspended subscription',
    403,
    ['SUBSCRIPTION_SUSPENDED'],
    made(developer, subscriptionIs({ status: 'suspended' })),
  ),
  refused('no license', 403, ['LICENSE_NOT_ASSIGNED'], made(developer, without('assignment'))),
  refused('a license that was taken away', 403, ['LICENSE_NOT_ASSIGNED'], made(developer, ended)),
  refused('a plan without CI', 403, ['CI_NOT_IN_PLAN'], made(pipeline, subscriptionIs({ ciIncluded: false }))),
];
