import { token } from '@platform/contracts';
import { makeToken } from '@platform/credential';
import { developer, hold } from '../world.ts';
import { type ActivationCase, all, credentialIs, inCi, made, refused, without } from './case.ts';

const { CredentialStatus } = token;

export const requests: readonly ActivationCase[] = [
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

export const several: readonly ActivationCase[] = [
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
