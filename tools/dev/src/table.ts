import { join } from 'node:path';
import type { RunningHouse } from './running-house.ts';
import { demo } from './seed.ts';

/** What a person needs to know of a house that has come up. */
export function table({ urls, addresses, servers, dataDir }: RunningHouse, seeded: boolean): string {
  const rows: [string, string][] = [
    ['console API', urls.gateway],
    ['API reference', `${urls.gateway}/reference`],
    ['activation', `${urls.activation}/v1/activate   grpc://${addresses.activation}`],
    ['mail inbox', urls.mail || 'none: mails are sent for real'],
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
