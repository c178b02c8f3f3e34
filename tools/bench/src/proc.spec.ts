import { describe, expect, test } from '@jest/globals';
import { cpuOf, memoryOf, residentIn, ticksIn } from './proc.ts';

const stat = (name: string) =>
  `4711 (${name}) S 1 4711 4711 0 -1 4194560 9000 0 12 0 830 45 77 99 20 0 11 0 123456 1000000 30000 18446744073709551615`;

describe('what /proc says', () => {
  test('user and system time are added; those of dead children are not', () => expect(ticksIn(stat('node'))).toBe(875));
  test('a name with blanks and parentheses moves nothing', () => expect(ticksIn(stat('a (b) 1 2'))).toBe(875));
  test('another text is refused', () => {
    expect(() => ticksIn('')).toThrow(TypeError);
    expect(() => ticksIn('4711 (node) S 1 2 3')).toThrow(TypeError);
  });
  test('resident memory is in bytes', () => {
    expect(residentIn('Name:\tnode\nVmHWM:\t  900 kB\nVmRSS:\t  120 kB\nThreads:\t11\n')).toBe(122_880);
  });
  test('a process without memory of its own is refused', () => expect(() => residentIn('Name:\tkthread\n')).toThrow());
  test('a process that works uses more time', () => {
    const before = cpuOf(process.pid);
    const end = process.cpuUsage().user + 100_000;
    while (process.cpuUsage().user < end);
    expect(cpuOf(process.pid) - before).toBeGreaterThanOrEqual(80_000);
  });
  test('this process holds some memory', () => expect(memoryOf(process.pid)).toBeGreaterThan(10_000_000));
});
