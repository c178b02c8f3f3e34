import { expect, test } from '@jest/globals';
import { captureLog } from './capture-log.ts';
import { uniqueName } from './unique-name.ts';

test('a captured log has every line, parsed and as text, and shares none with another', () => {
  const [one, two] = [captureLog('one'), captureLog()];
  one.log.trace({ workspaceId: 'ws_1' }, 'first');
  one.log.error('second');

  expect(one.lines()).toEqual([
    expect.objectContaining({ name: 'one', workspaceId: 'ws_1', msg: 'first' }),
    expect.objectContaining({ msg: 'second' }),
  ]);
  expect(one.text()).toContain('"workspaceId":"ws_1"');
  expect(two.text()).toBe('');
});

test('unique names are unique and fit databases, groups and hosts', () => {
  const names = Array.from({ length: 100 }, () => uniqueName('orders'));
  expect(new Set(names).size).toBe(100);
  for (const name of names) expect(name).toMatch(/^orders-[a-z0-9]{12}$/);
});
