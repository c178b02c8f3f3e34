/**
 * The broker's settings: one combined node on loopback, small and quick. The two `broker.*` times decide how long a restart after
 * `kill -9` waits for the old registration to run out, 3 s instead of 9 s, and how often a broker that has nothing to do says that it
 * lives, which is a good part of its work then. With few threads, and without a record of metadata twice a second that tells a standby
 * that the controller lives, it takes half the processor time.
 */
export function serverProperties({ port, controllerPort, folder }: Ports & { folder: string }): string {
  return Object.entries({ ...roles(port, controllerPort), ...small, 'log.dirs': `${folder}/log` })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

interface Ports {
  readonly port: number;
  readonly controllerPort: number;
}

const roles = (port: number, controllerPort: number) => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'controller.listener.names': 'CONTROLLER',
  'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
});

const small = {
  'auto.create.topics.enable': false,
  'offsets.topic.num.partitions': 1,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1000,
  'group.coordinator.append.linger.ms': 0,
  'log.cleaner.dedupe.buffer.size': 2097152,
  'broker.session.timeout.ms': 3000,
  'broker.heartbeat.interval.ms': 1000,
  'metadata.max.idle.interval.ms': 0,
  'num.network.threads': 1,
  'num.io.threads': 2,
  'background.threads': 1,
};
