import { activation, type facts, token } from '@platform/contracts';
import { makeToken } from '@platform/credential';
import { after, DAY, HOUR } from '@platform/kernel';
import { ci, developer, hold, legacyHolder, legacyValue, pipeline, type World } from './world.ts';

const { CredentialStatus } = token;
const { CredentialSource } = activation;

/** One start of an emulator and what every door must answer. */
export interface ActivationCase {
  readonly name: string;
  readonly world: () => World;
  /** Every reason, in the order of the steps; none: granted. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  /** What HTTP answers: a verdict is 200, 400, 401 or 403. */
  readonly http: 200 | 400 | 401 | 403;
}

const made =
  (start: () => World, change: (world: World) => void = () => {}) =>
  () => {
    const world = start();
    change(world);
    return world;
  };
const granted = (name: string, world: () => World, warnings: readonly string[] = []): ActivationCase => ({
  ...{ name, world, warnings },
  reasons: [],
  http: 200,
});
const refused = (
  name: string,
  http: 400 | 401 | 403,
  reasons: readonly string[],
  world: () => World,
  warnings: readonly string[] = [],
): ActivationCase => ({ name, world, reasons, warnings, http });

const credentialIs = (changes: Partial<facts.CredentialFact>) => (world: World) => {
  if (world.credential) Object.assign(world.credential, changes);
};
const subscriptionIs = (changes: Partial<facts.SubscriptionFact>) => (world: World) => {
  if (world.subscription) Object.assign(world.subscription, changes);
};
const presented = (value: string) => (world: World) => {
  if (world.request.credential) world.request.credential.value = value;
};
const from =
  (source: activation.CredentialSource, differ = false) =>
  (world: World) => {
    if (world.request.credential) Object.assign(world.request.credential, { source, variablesDiffer: differ });
  };
const all =
  (...changes: readonly ((world: World) => void)[]) =>
  (world: World) => {
    for (const change of changes) change(world);
  };
const inCi = (world: World) => {
  world.request.ci = { ...ci };
};
const without =
  (...names: readonly ('membership' | 'workspace' | 'subscription' | 'assignment')[]) =>
  (world: World) => {
    for (const name of names) world[name] = undefined;
  };
const ended = (world: World) => {
  if (world.assignment) Object.assign(world.assignment, { active: false, why: 'unassigned' });
};
const damaged = (value: string) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');

const grants: readonly ActivationCase[] = [
  granted('a developer with a license', made(developer)),
  granted('a token in the legacy variable', made(developer, from(CredentialSource.API_KEY_ENV)), [
    'CREDENTIAL_IN_LEGACY_VARIABLE',
  ]),
  granted('two variables that differ', made(developer, from(CredentialSource.AUTH_TOKEN_ENV, true)), [
    'BOTH_VARIABLES_SET_AND_DIFFERENT',
  ]),
  granted(
    'a token in quotes and blanks',
    made(developer, (world) => presented(` "${world.value}" `)(world)),
  ),
  granted(
    'a paid subscription in its grace time',
    made(developer, (world) =>
      subscriptionIs({
        kind: 'paid',
        status: 'past_due',
        endsAt: after(world.now, -DAY),
        graceUntil: after(world.now, DAY),
      })(world),
    ),
    ['SUBSCRIPTION_IN_GRACE'],
  ),
  granted(
    'a token that expires soon',
    made(developer, (world) => credentialIs({ expiresAt: after(world.now, DAY) })(world)),
    ['TOKEN_EXPIRING'],
  ),
  granted(
    'a clock that is an hour ahead',
    made(developer, (world) => {
      world.request.clientTime = after(world.now, HOUR);
    }),
    ['CLOCK_SKEW'],
  ),
  granted(
    'a legacy API key',
    made(() => legacyHolder('api')),
    ['LEGACY_KEY_DEPRECATED'],
  ),
  granted(
    'a legacy API key in the new variable',
    made(() => legacyHolder('api'), from(CredentialSource.AUTH_TOKEN_ENV)),
    ['LEGACY_KEY_IN_NEW_VARIABLE', 'LEGACY_KEY_DEPRECATED'],
  ),
  granted(
    'a legacy API key in CI',
    made(() => legacyHolder('api'), inCi),
    ['LEGACY_KEY_DEPRECATED', 'LEGACY_KEY_IN_CI'],
  ),
  granted(
    'a legacy CI key in CI',
    made(() => legacyHolder('ci'), inCi),
    ['LEGACY_KEY_DEPRECATED'],
  ),
  granted('a CI token in CI', made(pipeline)),
  granted(
    'a CI token on a laptop',
    made(pipeline, (world) => {
      world.request.ci = undefined;
    }),
    ['CI_TOKEN_OUTSIDE_CI'],
  ),
];

const credentials: readonly ActivationCase[] = [
  refused('no credential', 400, ['CREDENTIAL_MISSING'], made(developer, presented(''))),
  refused('a blank', 400, ['CREDENTIAL_MISSING'], made(developer, presented(' '))),
  refused(
    'a mistyped token',
    401,
    ['CREDENTIAL_MALFORMED'],
    made(developer, (world) => presented(damaged(world.value))(world)),
  ),
  refused('junk', 401, ['CREDENTIAL_MALFORMED'], made(developer, presented('not a credential!'))),
  refused('a token that nobody made', 401, ['CREDENTIAL_UNKNOWN'], made(developer, presented(makeToken('developer')))),
  refused('a legacy key that nobody made', 401, ['CREDENTIAL_UNKNOWN'], made(developer, presented(legacyValue())), [
    'LEGACY_KEY_IN_NEW_VARIABLE',
  ]),
  refused(
    'an unknown developer token in CI',
    401,
    ['CREDENTIAL_UNKNOWN', 'DEVELOPER_TOKEN_IN_CI'],
    made(developer, all(presented(makeToken('developer')), inCi)),
  ),
  refused(
    'a token that was reset',
    401,
    ['TOKEN_ROTATED'],
    made(developer, credentialIs({ status: CredentialStatus.ROTATED })),
  ),
  refused(
    'a token that was revoked',
    401,
    ['TOKEN_REVOKED'],
    made(developer, credentialIs({ status: CredentialStatus.REVOKED, why: 'leaked' })),
  ),
  refused(
    'a token that has expired',
    401,
    ['TOKEN_EXPIRED'],
    made(developer, (world) => credentialIs({ expiresAt: after(world.now, -1) })(world)),
  ),
  refused(
    'a suspended token',
    401,
    ['TOKEN_SUSPENDED'],
    made(developer, credentialIs({ status: CredentialStatus.SUSPENDED })),
  ),
  refused(
    'a legacy key that was removed',
    401,
    ['LEGACY_KEY_REMOVED'],
    made(() => legacyHolder('api'), credentialIs({ status: CredentialStatus.REMOVED })),
    ['LEGACY_KEY_DEPRECATED'],
  ),
];

const rights: readonly ActivationCase[] = [
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

const requests: readonly ActivationCase[] = [
  refused(
    'a session that is no UUID',
    400,
    ['REQUEST_INVALID'],
    made(developer, (world) => {
      world.request.sessionId = 'one';
    }),
  ),
  refused(
    'no machine',
    400,
    ['REQUEST_INVALID'],
    made(developer, (world) => {
      world.request.machine = undefined;
    }),
  ),
  refused(
    'a version that cannot be read',
    400,
    ['VERSION_UNSUPPORTED'],
    made(developer, (world) => {
      if (world.request.product) world.request.product.version = 'latest';
    }),
  ),
  refused(
    'a dollar sign in the version',
    400,
    ['VERSION_UNSUPPORTED'],
    made(developer, (world) => {
      if (world.request.product) world.request.product.version = '$gt';
    }),
  ),
];

const several: readonly ActivationCase[] = [
  refused(
    'a reset token and no license',
    401,
    ['TOKEN_ROTATED', 'LICENSE_NOT_ASSIGNED'],
    made(developer, all(credentialIs({ status: CredentialStatus.ROTATED }), without('assignment'))),
  ),
  refused(
    'everything at once',
    400,
    [
      'REQUEST_INVALID',
      'VERSION_UNSUPPORTED',
      'TOKEN_REVOKED',
      'DEVELOPER_TOKEN_IN_CI',
      'MEMBERSHIP_REMOVED',
      'WORKSPACE_CLOSED',
      'NO_SUBSCRIPTION',
      'LICENSE_NOT_ASSIGNED',
    ],
    made(
      developer,
      all(
        credentialIs({ status: CredentialStatus.REVOKED }),
        inCi,
        without('membership', 'workspace', 'subscription', 'assignment'),
        (world) => {
          world.request.sessionId = '';
          world.request.product = { name: 'localstack-pro', version: 'x', build: '', edition: '' };
        },
      ),
    ),
  ),
  refused(
    'a token that was reset while its successor lives',
    401,
    ['TOKEN_ROTATED'],
    made(developer, (world) => hold(world, makeToken('developer'), { status: CredentialStatus.ROTATED })),
  ),
];

/** The one table of cases: every door runs all of them and must answer the same. */
export const activationCases: readonly ActivationCase[] = [
  ...grants,
  ...credentials,
  ...rights,
  ...requests,
  ...several,
];
