import { type ServerUrls, sharedServers } from '@platform/local-servers';

export { freePort, type ServerUrls, startServers } from '@platform/local-servers';

/**
 * The real servers that tests run on: TEST_MONGO_URL, TEST_KAFKA_BROKERS and TEST_REDIS_URL, else a shared set that is
 * started when it is not there. The first start may fetch the servers: await it at the top of a spec, where no test's
 * time limit runs.
 */
export const servers = (): Promise<ServerUrls> => sharedServers();
