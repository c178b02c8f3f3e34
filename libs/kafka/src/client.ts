import { Kafka, type logCreator, logLevel } from 'kafkajs';
import { calmRequestQueue } from './request-queue.ts';
import type { Log } from './types.ts';

/**
 * kafkajs tells each failure twice: to its log, at once and at ERROR even when it goes on to repeat the request, and to
 * us as an exception or a CRASH. We log the second; the first is for debugging.
 */
const kafkajsLog =
  (log: Log): logCreator =>
  () =>
  ({ namespace, log: { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...fields } }) =>
    log.debug({ ...fields, namespace }, message);

/** A client of the cluster. It connects when it is first used; the restarts of consumers are ours (consume.ts). */
export function kafkaClient({
  brokers,
  clientId,
  log,
}: {
  brokers: readonly string[];
  clientId: string;
  log: Log;
}): Kafka {
  calmRequestQueue();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
    logLevel: logLevel.WARN,
    logCreator: kafkajsLog(log),
  });
}
