import { expect, test } from '@jest/globals';
import { callerSigner, callerTrust } from '@platform/grpc';
import { MINUTE, manualClock } from '@platform/kernel';
import { callers, fakeCaller } from './callers.ts';

test('every service of one set believes the others, and no other set', () => {
  const house = callers();
  const token = house.signer('licensing').sign('token');
  expect(house.trust('token').read(token)).toMatchObject({ kind: 'service', service: 'licensing' });
  expect(() => callers().trust('token').read(token)).toThrow(expect.objectContaining({ reason: 'UNAUTHENTICATED' }));
});

test('the gateway speaks for a fake caller, who may do everything unless told otherwise', () => {
  const house = callers();
  const claims = fakeCaller({ permissions: ['members.read'] });
  const caller = house.trust('workspace').read(house.gateway.sign('workspace', claims));
  expect(caller).toMatchObject({ kind: 'user', ...claims });
  expect(() => caller.mustBeAllowedTo('members.read', claims.workspaceId ?? '')).not.toThrow();
  expect(fakeCaller().permissions?.length).toBeGreaterThan(20);
});

test('the settings of a service are what its configuration takes', () => {
  const { CALLER_PRIVATE_KEY, CALLER_KEYS } = callers().settings('identity');
  const signer = callerSigner({ issuer: 'identity', privateKey: CALLER_PRIVATE_KEY });
  const trust = callerTrust({ keys: CALLER_KEYS, audience: 'token' });
  expect(trust.read(signer.sign('token')).service).toBe('identity');
});

test('a clock of the test decides what has expired', () => {
  const clock = manualClock(new Date());
  const house = callers(['gateway'], clock);
  const token = house.gateway.sign('token');
  clock.advance(MINUTE);
  expect(() => house.trust('token').read(token)).toThrow(expect.objectContaining({ reason: 'UNAUTHENTICATED' }));
});

test('a service without a key is named', () => {
  expect(() => callers(['gateway']).signer('tokne')).toThrow('tokne');
});
