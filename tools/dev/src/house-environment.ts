import { join } from 'node:path';
import { runningHouse } from './running-house.ts';
import { houseSecrets } from './secrets.ts';
import { services } from './services.ts';

/** What a program needs to talk to the running house as its operator; empty when no house runs. */
export async function houseEnvironment(dataDir?: string): Promise<Readonly<Record<string, string>>> {
  const house = await runningHouse(dataDir);
  if (!house) return {};
  const { callers } = await houseSecrets(house.dataDir);
  const addresses = services.flatMap(({ name, addressVariable }) => {
    const address = house.addresses[name];
    return addressVariable && address ? [[addressVariable, address]] : [];
  });
  return {
    ...Object.fromEntries(addresses),
    GATEWAY_URL: house.urls.gateway,
    ACTIVATION_URL: house.urls.activation,
    ACTIVATION_URLS: house.urls.activations.join(','),
    MAIL_URL: house.urls.mail,
    MONGO_URL: house.servers.mongoUrl,
    KAFKA_BROKERS: house.servers.brokers,
    REDIS_URL: house.servers.redisUrl,
    CALLER_PRIVATE_KEY: callers.operator?.privateKey ?? '',
    SECRETS_FILE: join(house.dataDir, 'secrets.json'),
  };
}
