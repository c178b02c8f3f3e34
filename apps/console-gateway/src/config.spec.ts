import { expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

const env = { CALLER_PRIVATE_KEY: 'key', CALLER_KEYS: '{}', KAFKA_BROKERS: '127.0.0.1:9092' };
const inbox = { LOCAL_INBOX_URL: 'http://127.0.0.1:7199' };

test('what has no default is enough', () => {
  expect(readConfig(env)).toMatchObject({
    PUBLIC_HTTP_ADDRESS: '127.0.0.1:8080',
    TRUSTED_PROXIES: 0,
    LOCAL_INBOX_URL: '',
  });
});

test.each([
  'http://127.0.0.1:8080',
  'http://127.8.0.1',
  'http://localhost:8080',
  'http://console.localhost',
  'http://[::1]:8080',
])("everybody's mails may be shown where the console is %s", (APP_URL) => {
  expect(readConfig({ ...env, ...inbox, APP_URL }).LOCAL_INBOX_URL).toBe(inbox.LOCAL_INBOX_URL);
});

test('further origins are taken as browsers write them, and nothing that would never match', () => {
  const ALLOWED_ORIGINS = 'https://console.example, http://10.0.0.7:8080';
  expect(readConfig({ ...env, ALLOWED_ORIGINS }).ALLOWED_ORIGINS).toEqual([
    'https://console.example',
    'http://10.0.0.7:8080',
  ]);
  for (const wrong of ['https://console.example/', 'console.example', 'https://Console.example', '*', 'null'])
    expect(() => readConfig({ ...env, ALLOWED_ORIGINS: `https://x.example,${wrong}` })).toThrow('ALLOWED_ORIGINS');
});

test.each([
  'https://app.localstack.cloud',
  'http://10.0.0.7',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'http://[::2]',
  'http://0.0.0.0:8080',
  undefined,
])("everybody's mails are never shown where the console is %s: the start is refused and says what to do", (APP_URL) => {
  const read = () => readConfig({ ...env, ...inbox, APP_URL });
  expect(read).toThrow(/^ {2}LOCAL_INBOX_URL: .*leave it out, or make APP_URL a loopback address/m);
  expect(() => readConfig({ ...env, APP_URL })).not.toThrow();
});
