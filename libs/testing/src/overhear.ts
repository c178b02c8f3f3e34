import { type EventType, hearing, type Received } from '@platform/contracts';
import { consume, kafkaClient } from '@platform/kafka';
import { captureLog } from './capture-log.ts';
import { listenFromNow } from './listen-from-now.ts';
import { uniqueName } from './unique-name.ts';

/** Listens to Kafka as any other service would, from now on. */
export interface Overheard {
  /** The events of a type with this Kafka key's workspace, or about this subject, in the order of arrival. */
  events<T extends EventType>(type: T, workspaceOrSubject: string): readonly Received<T>[];
  stop(): Promise<void>;
}

/** `const kafka = await overhear(brokers, ['workspace.v1.MemberJoined'])`, then `eventually(() => kafka.events(…))`. */
export async function overhear(brokers: readonly string[], types: readonly EventType[]): Promise<Overheard> {
  const { log } = captureLog('overhear');
  const heard: Received[] = [];
  const note = async (event: Received): Promise<void> => void heard.push(event);
  const group = uniqueName('overhear');
  await listenFromNow(brokers, group, types);
  const ears = await consume({
    ...{ kafka: kafkaClient({ brokers, clientId: 'overhear', log }), group },
    ...{ service: 'overhear', log },
    ...hearing(Object.fromEntries(types.map((type) => [type, note]))),
  });
  return {
    events: <T extends EventType>(type: T, about: string) =>
      heard.filter(
        (event): event is Received<T> =>
          event.type === type && (event.workspaceId === about || event.subject === about),
      ),
    stop: ears.stop,
  };
}
