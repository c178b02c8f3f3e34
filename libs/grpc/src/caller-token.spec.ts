import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isCoded, MINUTE, manualClock, newId, SECOND } from '@platform/kernel';
import { callers } from '@platform/testing';
import fc from 'fast-check';
import { callerSigner, callerTrust } from './index.ts';

const start = new Date('2026-01-01T12:00:00Z');
const setting = () => {
  const clock = manualClock(start);
  const house = callers(['gateway', 'token', 'licensing'], clock);
  return { clock, house, trust: house.trust('token') };
};
const claims = {
  userId: newId('usr'),
  workspaceId: newId('ws'),
  sessionId: newId('ses'),
  permissions: ['members.read', 'licenses.assign'] as const,
  steppedUpUntil: new Date('2026-01-01T12:10:00Z'),
};

/** A token with any header and claims, well signed by the key of one service. */
function forge(privateKey: string, body: unknown, header: unknown = { alg: 'EdDSA', typ: 'caller+jwt' }): string {
  const part = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const content = `${part(header)}.${part(body)}`;
  return `${content}.${sign(null, Buffer.from(content), key).toString('base64url')}`;
}
const at = start.getTime() / SECOND;
const plain = { iss: 'licensing', aud: 'token', iat: at, exp: at + 60 };

const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (isCoded(error, 'UNAUTHENTICATED') && error.cause instanceof Error) return error.cause.message;
    throw error;
  }
  return 'believed';
};

test('the gateway speaks for a user: everything that was said arrives', () => {
  const { house, trust } = setting();
  expect(trust.read(house.gateway.sign('token', claims))).toMatchObject({
    kind: 'user',
    service: 'gateway',
    ...claims,
  });
});

test('a user outside of workspaces has none and no permissions', () => {
  const { house, trust } = setting();
  const caller = trust.read(house.gateway.sign('token', { userId: claims.userId }));
  expect(caller).toMatchObject({ kind: 'user', workspaceId: undefined, permissions: [], steppedUpUntil: undefined });
});

test('a service speaks for itself', () => {
  const { house, trust } = setting();
  const caller = trust.read(house.signer('licensing').sign('token'));
  expect(caller).toMatchObject({ kind: 'service', service: 'licensing' });
  expect(() => caller.userId).toThrow(expect.objectContaining({ reason: 'UNAUTHENTICATED' }));
});

test.each([undefined, ''])('no token (%j) is an anonymous caller', (token) => {
  expect(setting().trust.read(token)).toMatchObject({ kind: 'anonymous', service: '' });
});

test('a token lives for 60 s, also when it was believed before', () => {
  const { clock, house, trust } = setting();
  const token = house.signer('licensing').sign('token');
  clock.advance(MINUTE - 1);
  expect(refusal(() => trust.read(token))).toBe('believed');
  clock.advance(1);
  expect(refusal(() => trust.read(token))).toContain('expired');
});

test('a service reuses its token for half its life, and never one for another audience', () => {
  const { clock, house } = setting();
  const signer = house.signer('licensing');
  const first = signer.sign('token');
  clock.advance(29 * SECOND);
  expect(signer.sign('token')).toBe(first);
  expect(signer.sign('identity')).not.toBe(first);
  clock.advance(SECOND);
  expect(signer.sign('token')).not.toBe(first);
  clock.set(start);
  expect(house.trust('token').read(signer.sign('token')).kind).toBe('service');
});

test('the gateway says the same again in the same words for half a life, and anything else anew', () => {
  const { clock, house, trust } = setting();
  const { gateway } = house;
  const first = gateway.sign('token', claims);
  clock.advance(29 * SECOND);
  expect(gateway.sign('token', { ...claims })).toBe(first);
  const fewer = gateway.sign('token', { ...claims, permissions: ['members.read'] });
  expect(trust.read(fewer).permissions).toEqual(['members.read']);
  const without = gateway.sign('token', { ...claims, steppedUpUntil: undefined });
  expect(trust.read(without).hasSteppedUp(clock.now())).toBe(false);
  const elsewhere = newId('ws');
  expect(trust.read(gateway.sign('token', { ...claims, workspaceId: elsewhere })).workspaceId).toBe(elsewhere);
  clock.advance(SECOND);
  expect(gateway.sign('token', claims)).not.toBe(first);
});

test.each<[string, (house: ReturnType<typeof callers>) => string]>([
  ['for another service', (house) => house.signer('licensing').sign('identity')],
  ['expired', (house) => forge(house.privateKey('licensing'), { ...plain, iat: at - 61, exp: at - 1 })],
  ['from the future', (house) => forge(house.privateKey('licensing'), { ...plain, iat: at + 6, exp: at + 60 })],
  ['too long', (house) => forge(house.privateKey('licensing'), { ...plain, exp: at + 61 })],
  ['users', (house) => forge(house.privateKey('licensing'), { ...plain, sub: claims.userId })],
  ['not known', (house) => forge(house.privateKey('licensing'), { ...plain, iss: 'stranger' })],
  ['not known', (house) => forge(house.privateKey('licensing'), { ...plain, iss: '__proto__' })],
  ['signature', (house) => forge(house.privateKey('licensing'), { ...plain, iss: 'gateway', sub: claims.userId })],
  ['not a caller token', (house) => forge(house.privateKey('licensing'), plain, { alg: 'none', typ: 'caller+jwt' })],
  ['not a caller token', (house) => forge(house.privateKey('licensing'), plain, { alg: 'EdDSA' })],
  ['not a caller token', (house) => `${house.signer('licensing').sign('token')}.more`],
  ['not a caller token', (house) => 'x'.repeat(8_193) + house.signer('licensing').sign('token')],
  ['no user id', (house) => forge(house.privateKey('gateway'), { ...plain, iss: 'gateway', sub: 'usr_1' })],
  [
    'no workspace id',
    (house) => forge(house.privateKey('gateway'), { ...plain, iss: 'gateway', sub: claims.userId, ws: 'x' }),
  ],
  [
    'no session id',
    (house) => forge(house.privateKey('gateway'), { ...plain, iss: 'gateway', sub: claims.userId, sid: '' }),
  ],
  ['cannot be read', (house) => forge(house.privateKey('licensing'), '{')],
  ['cannot be read', (house) => forge(house.privateKey('licensing'), 'null')],
  ['cannot be read', (house) => forge(house.privateKey('licensing'), { ...plain, exp: `${at + 60}` })],
  ['cannot be read', (house) => forge(house.privateKey('licensing'), { ...plain, exp: at + 0.5 })],
  ['cannot be read', (house) => forge(house.privateKey('gateway'), { ...plain, iss: 'gateway', perms: 'all' })],
])('a token that is %s is not believed', (why, token) => {
  const { house, trust } = setting();
  expect(refusal(() => trust.read(token(house)))).toContain(why);
});

test('a key that is not the one of the issuer proves nothing', () => {
  const { trust } = setting();
  expect(refusal(() => trust.read(callers(['gateway']).gateway.sign('token', claims)))).toContain('signature');
});

test('one changed character anywhere makes a token worthless', () => {
  const { house } = setting();
  const token = house.gateway.sign('token', claims);
  fc.assert(
    fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'AZaz09-_.=+ é'), (index, letter) => {
      fc.pre(token[index] !== letter);
      const changed = `${token.slice(0, index)}${letter}${token.slice(index + 1)}`;
      expect(refusal(() => house.trust('token').read(changed))).not.toBe('believed');
    }),
    { numRuns: 500 },
  );
});

test('any other text is no token, and says so without a crash', () => {
  const { trust } = setting();
  const texts = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.array(fc.base64String(), { minLength: 1 }).map((parts) => parts.join('.')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(text !== '');
      expect(refusal(() => trust.read(text))).not.toBe('believed');
    }),
  );
});

test('permissions that the catalogue does not know are left out', () => {
  const { house, trust } = setting();
  const perms = ['members.read', 'root', '__proto__'];
  const token = forge(house.privateKey('gateway'), { ...plain, iss: 'gateway', sub: claims.userId, perms });
  expect(trust.read(token).permissions).toEqual(['members.read']);
});

test('only Ed25519 keys are taken', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  expect(() => callerSigner({ issuer: 'x', privateKey: pkcs8 })).toThrow('Ed25519');
  expect(() => callerTrust({ keys: { x: spki }, audience: 'y' })).toThrow('Ed25519');
  expect(() => callerSigner({ issuer: 'x', privateKey: 'bm9uc2Vuc2U=' })).toThrow();
});
