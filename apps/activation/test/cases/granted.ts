import { activation } from '@platform/contracts';
import { after, DAY, HOUR } from '@platform/kernel';
import { developer, legacyHolder, pipeline } from '../world.ts';
import {
  type ActivationCase,
  credentialIs,
  ended,
  from,
  granted,
  inCi,
  made,
  presented,
  subscriptionIs,
  without,
} from './case.ts';

const { CredentialSource } = activation;

export const grants: readonly ActivationCase[] = [
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
    'a legacy API key whose owner never had a license',
    made(() => legacyHolder('api'), without('assignment')),
    ['LEGACY_KEY_DEPRECATED'],
  ),
  granted(
    'a legacy API key whose owner has lost the license',
    made(() => legacyHolder('api'), ended),
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
