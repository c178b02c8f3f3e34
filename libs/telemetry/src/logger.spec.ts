import { expect, test } from '@jest/globals';
import { type Logger, logger } from './logger.ts';

const token = 'lsci_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2y';
const password = 'correct horse battery staple';

function written(write: (log: Logger) => void, level = 'trace'): string[] {
  const lines: string[] = [];
  write(logger('test', { level, destination: { write: (line) => void lines.push(line) } }));
  return lines;
}

test('a line is JSON: level by name, time in UTC, service, constant message, values as fields', () => {
  const [line = ''] = written((log) => log.info({ licenses: 3 }, 'license assigned'));
  expect(JSON.parse(line)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    name: 'test',
    licenses: 3,
    msg: 'license assigned',
  });
});

test('the level decides what is written', () => {
  expect(written((log) => [log.debug('no'), log.warn('yes')], 'info')).toHaveLength(1);
});

const cause = Object.assign(new Error(`inner ${token}`), { password });
const holes: readonly [string, (log: Logger) => void][] = [
  ['a message', (log) => log.info(`token ${token}`)],
  ['a format value', (log) => log.info('token %s', token)],
  ['a field', (log) => log.info({ password, anything: token }, 'x')],
  ['a nested field', (log) => log.info({ a: [{ b: { newPassword: password, c: [token] } }] }, 'x')],
  ['a key', (log) => log.info({ [token]: 1 }, 'x')],
  ['an error', (log) => log.error(new Error(`failed with ${token}`))],
  ['an error with a cause', (log) => log.error({ err: new Error('outer', { cause }) }, 'x')],
  ['properties of an error', (log) => log.error({ err: Object.assign(new Error('x'), { password, t: token }) }, 'x')],
  ['a binding of a child', (log) => log.child({ authorization: password, seen: token }).info('x')],
  ['a child of a child', (log) => log.child({ a: 1 }).child({ cookie: password }).info({ token }, 'x')],
  ['JSON in a message', (log) => log.info(`got ${JSON.stringify({ password, token })}`)],
  ['a buffer', (log) => log.info({ value: Buffer.from(token) }, 'x')],
  ['an environment', (log) => log.info(`LOCALSTACK_AUTH_TOKEN=${token}`)],
];

test.each(holes)('no secret gets out through %s', (_where, write) => {
  const lines = written(write);
  expect(lines).toHaveLength(1);
  const text = lines.join('');
  expect(text).not.toContain(token);
  expect(text).not.toContain(password);
  expect(text).not.toContain([...Buffer.from(token)].join(','));
  expect(() => JSON.parse(text)).not.toThrow();
});
