import { expect, test } from '@jest/globals';
import { isThere, textOf } from './repository.ts';
import { portable, settingsOf } from './settings.ts';

const places = { root: '/srv/checkout', home: '/home/maya' };

test.each([
  ['/srv/checkout/apps/emulator/dist/main.js', 'apps/emulator/dist/main.js'],
  ['/home/maya/.localstack', '~/.localstack'],
  ['/home/mayas/.localstack', '/home/mayas/.localstack'],
  ['127.0.0.1:7001', '127.0.0.1:7001'],
  ['', ''],
])('the default %j is documented as %j on every machine', (fallback, shown) => {
  expect(portable(fallback, places)).toBe(shown);
});

test('a checkout inside the home is named from its root', () => {
  expect(portable('/home/maya/code/apps/x', { root: '/home/maya/code', home: '/home/maya' })).toBe('apps/x');
});

test('a project with a schema has its README and .env.example made from it', async () => {
  const made = new Map(await settingsOf('apps/licensing'));
  expect([...made.keys()]).toEqual(['apps/licensing/README.md', 'apps/licensing/.env.example']);
  expect(made.get('apps/licensing/README.md')).toContain('| `MONGO_URL` | **required** |');
  expect(made.get('apps/licensing/.env.example')).toMatch(/^# .* Required\.\nMONGO_URL=$/m);
});

test('a project without settings has nothing to make', async () => {
  expect(isThere('libs/kernel/src/config.ts') || textOf('libs/kernel/src/config.ts') !== '').toBe(false);
  expect(await settingsOf('libs/kernel')).toEqual([]);
});
