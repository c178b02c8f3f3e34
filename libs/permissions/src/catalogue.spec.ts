import { expect, test } from '@jest/globals';
import { allPermissions, effectivePermissions, isPermission, type Permission, roleDefaults } from './catalogue.ts';

const off = { enabled: false, granted: ['tokens.ci.create', 'audit.read'] as readonly Permission[] };
const on = { ...off, enabled: true };

test('an Admin has every permission, whatever the toggle says (S-26)', () => {
  expect(effectivePermissions('admin', off)).toEqual(allPermissions);
  expect(effectivePermissions('admin', on)).toEqual(allPermissions);
});

test('a Member has the defaults, and grants count only while advanced permissions are on (A-11)', () => {
  expect(effectivePermissions('member', off)).toEqual(roleDefaults.member);
  expect(new Set(effectivePermissions('member', on))).toEqual(new Set([...roleDefaults.member, ...on.granted]));
});

test('the default of a Member lets nobody see a token, give a license or spend money (A-48)', () => {
  expect(roleDefaults.member).toEqual(['members.read', 'licenses.read', 'quota.read']);
});

test('what is granted twice is held once, in the order of the catalogue', () => {
  const twice = { enabled: true, granted: ['audit.read', 'audit.read', 'members.read'] as readonly Permission[] };
  const effective = effectivePermissions('member', twice);
  expect(effective).toEqual(allPermissions.filter((one) => effective.includes(one)));
  expect(new Set(effective).size).toBe(effective.length);
});

test('a name is a permission only when the catalogue has it', () => {
  expect(allPermissions.every(isPermission)).toBe(true);
  for (const name of ['', 'members', 'Members.Read', 'toString', '__proto__', '$ne']) {
    expect(isPermission(name)).toBe(false);
  }
});
