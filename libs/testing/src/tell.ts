import { type EventContext, type EventData, type EventType, packEvent } from '@platform/contracts';
import { kafkaClient, publish } from '@platform/kafka';
import { newId } from '@platform/kernel';
import { outboxRow } from '@platform/mongo';
import { captureLog } from './capture-log.ts';

/** Publishes events as the service that owns them would. */
export interface Teller {
  /** Resolves when Kafka has it; gives the id of the event. `context.key` is the workspace id (user id for identity). */
  tell<T extends EventType>(type: T, data: EventData<T>, context: Told): Promise<string>;
  close(): Promise<void>;
}
type Told = Pick<EventContext, 'key'> & Partial<EventContext>;

/** `const teller = tellTo(brokers)`, then `await teller.tell('workspace.v1.MemberJoined', …, { key: workspaceId })`. */
export function tellTo(brokers: readonly string[]): Teller {
  const { log } = captureLog('tell');
  const publisher = publish(kafkaClient({ brokers, clientId: 'tell', log }), log);
  return {
    async tell(type, data, context) {
      const id = context.id ?? newId('evt');
      const time = context.time ?? new Date();
      const given = {
        source: 'test',
        subject: context.key,
        sequence: 1,
        workspaceId: context.key,
        ...context,
        id,
        time,
      };
      const origin = {
        aggregate: `test/${id}`,
        sequence: given.sequence,
        position: 0,
        traceparent: '',
        created_at: time,
      };
      await publisher.send([outboxRow(packEvent(type, data, given), origin)]);
      return id;
    },
    close: publisher.close,
  };
}
