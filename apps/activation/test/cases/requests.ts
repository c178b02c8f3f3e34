import { token } from '@platform/contracts';
import { makeToken } from '@platform/credential';
import { ci, developer, hold } from '../world.ts';
import { type ActivationCase, all, credentialIs, inCi, made, presented, refused, unread, without } from './case.ts';

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

export const malformed: readonly ActivationCase[] = [
  unread(
    'NUL in a text',
    made(developer, (world) => {
      world.request.nonce = 'a\0b';
    }),
  ),
  unread('NUL in a credential', made(developer, presented('a\0b'))),
  unread(
    'what was left of a text that was no UTF-8',
    made(developer, (world) => {
      if (world.request.machine) world.request.machine.platformRelease = 'caf\uFFFD';
    }),
  ),
  unread(
    'a token where a name belongs',
    made(developer, (world) => {
      if (world.request.machine) world.request.machine.hostname = world.value;
    }),
  ),
  unread(
    'a token among the evidence of CI, and NUL in a report',
    made(developer, (world) => {
      world.request.ci = { ...ci, evidence: ['CI', world.value] };
      world.request.offlineActivations = [{ at: world.now, leaseId: '\0' }];
    }),
  ),
  refused(
    'more evidence of CI than anybody has',
    400,
    ['REQUEST_INVALID', 'DEVELOPER_TOKEN_IN_CI'],
    made(developer, (world) => {
      world.request.ci = { ...ci, evidence: Array.from({ length: 200 }, (_, index) => `VARIABLE_${index}`) };
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
