import { join } from 'node:path';
import type { RunningHouse } from './running-house.ts';
import { demo } from './seed.ts';

/** What a person needs to know of a house that has come up; the password is that of the operators' pages. */
export function table(house: RunningHouse, seeded: boolean, password?: string): string {
  const { urls, addresses, servers, dataDir } = house;
  const rows: [string, string][] = [
    ['console', urls.gateway],
    ['API reference', `${urls.gateway}/reference`],
    ['activation', `${urls.activation}/v1/activate   grpc://${addresses.activation}`],
    ['mail inbox', urls.mail || 'none: mails are sent for real'],
    ...(urls.operators && password ? [operators(urls.operators, password)] : []),
    ...Object.entries(addresses)
      .filter(([name]) => name !== 'activation')
      .map(([name, address]): [string, string] => [name, `grpc://${address}`]),
    ['MongoDB', servers.mongoUrl],
    ['Kafka', servers.brokers],
    ['Redis', servers.redisUrl],
    ['logs', join(dataDir, 'logs')],
  ];
  const login = seeded ? `\n  sign in as ${demo.email} with the password: ${demo.password}\n` : '';
  return `\n${rows.map(([name, value]) => `  ${name.padEnd(21)}${value}`).join('\n')}\n${login}`;
}

const operators = (url: string, password: string): [string, string] => [
  "operators' pages",
  `${url}   password: ${password}`,
];
