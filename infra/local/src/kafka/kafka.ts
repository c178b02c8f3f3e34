import { given } from '../config.ts';
import type { Errand, Found, Installed, Part } from '../part.ts';
import { brokerOnPath, cachedBroker, fetchBroker, fetchProblem, kafkaVersion } from './broker.ts';
import { findJava, installJava, javaProblem } from './java.ts';
import { namesBrokers } from './ready.ts';
import { startBroker } from './start.ts';

export const kafka: Part = {
  name: 'kafka',
  variable: 'KAFKA_BROKERS',
  urlOf: (port) => `127.0.0.1:${port}`,
  find,
  install,
  wait: namesBrokers,
};

async function find(): Promise<Found> {
  const url = given('KAFKA_BROKERS');
  if (url) return { source: 'environment', says: url, missing: [] };
  const java = await findJava();
  const javaMissing = java ? undefined : await javaProblem();
  const missing = javaMissing ? [javaMissing] : [];
  const says = java ? ` with Java ${java.version} (${java.command})` : ' with a Java fetched beside it';
  const path = await brokerOnPath();
  if (path) return { source: 'path', says: path.says + says, missing };
  const folder = cachedBroker();
  if (folder) return { source: 'cache', says: folder.says + says, missing };
  const problem = fetchProblem();
  return {
    source: 'package',
    says: `org.apache.kafka:kafka_2.13:${kafkaVersion}${says}`,
    missing: problem ? [problem, ...missing] : missing,
  };
}

async function install(errand: Errand): Promise<Installed> {
  const java = (await findJava()) ?? (await installJava(errand));
  const broker = (await brokerOnPath()) ?? (await fetchBroker(java, errand));
  return { start: (folder, port, signal) => startBroker({ java, broker, folder, port, signal }) };
}
