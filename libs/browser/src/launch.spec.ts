import { expect, test } from '@jest/globals';
import { launched } from './launch.ts';

/** A browser that falls so many times. */
function falling(times: number) {
  let starts = 0;
  return async () => {
    starts += 1;
    if (starts <= times) throw new Error(`fell ${starts}`);
    return `start ${starts}`;
  };
}

test.each([
  [0, []],
  [1, ['the browser fell as it started, and is started once more: Error: fell 1']],
])('falls %i times: there is one, and what fell is said', async (times, lines) => {
  const said: string[] = [];
  expect(await launched(falling(times), (line) => said.push(line))).toBe(`start ${times + 1}`);
  expect(said).toEqual(lines);
});

test('one that falls every time is a failure', async () => {
  await expect(launched(falling(2), () => undefined)).rejects.toThrow('fell 2');
});
