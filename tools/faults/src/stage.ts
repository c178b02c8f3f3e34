import { startWholeHouse, type WholeHouse, type WholeHouseOptions } from '@platform/journeys';
import { kafkaClient } from '@platform/kafka';
import { captureLog } from '@platform/testing';
import type { Kafka } from 'kafkajs';
import { type Databases, databasesOf } from './databases.ts';
import { generous } from './generous.ts';

/** A whole house and what looks into it from the side. */
export interface Stage extends WholeHouse {
  readonly databases: Databases;
  readonly kafka: Kafka;
}

/** Starts a house with servers of its own and generous limits. Stop it whatever happened. */
export async function startStage({ env, ...options }: WholeHouseOptions = {}): Promise<Stage> {
  const whole = await startWholeHouse({ ...options, env: { ...generous, ...env } });
  const { log } = captureLog('faults');
  const kafka = kafkaClient({ brokers: whole.servers.brokers.split(','), clientId: 'faults', log });
  const databases = await databasesOf(whole.servers.mongoUrl);
  return {
    ...whole,
    databases,
    kafka,
    stop: async () => {
      await databases.close();
      await whole.stop();
    },
  };
}

/** A server that this stage may stop. Raises when somebody else runs it. */
export function partOf({ servers }: Stage, name: 'mongo' | 'kafka' | 'redis') {
  const part = servers.parts[name];
  if (part?.pid() === undefined && !part?.running()) throw new Error(`${name} does not run here`);
  return part;
}
