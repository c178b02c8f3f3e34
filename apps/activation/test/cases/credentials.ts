import { token } from '@platform/contracts';
import { makeToken } from '@platform/credential';
import { after } from '@platform/kernel';
import { developer, legacyHolder, legacyValue } from '../world.ts';
import { type ActivationCase, all, credentialIs, damaged, inCi, made, presented, refused } from './case.ts';

const { CredentialStatus } = token;

export const credentials: readonly ActivationCase[] = [
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
