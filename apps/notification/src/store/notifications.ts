import { type EventType, packEvent } from '@platform/contracts';
import { newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import {
  evolveNotification,
  initialNotification,
  type Notification,
  type NotificationEvent,
} from '../domain/notification.ts';

export const notificationStore = (mongo: Mongo): Store<Notification, NotificationEvent> =>
  mongoStore<Notification, NotificationEvent>({
    mongo,
    name: 'notifications',
    initial: initialNotification,
    evolve: evolveNotification,
    outbound,
    indexes: [
      { keys: { 'state.dueAt': 1 } },
      { keys: { 'state.userId': 1, 'state.awaitsContact': 1 } },
      { keys: { 'state.queuedAt': 1 }, where: { 'state.awaitsContact': true } },
      { keys: { 'state.status': 1, _id: -1 } },
    ],
  });

function outbound(event: NotificationEvent, saved: SavedEvent<Notification>): readonly Outbound<'kafka'>[] {
  const { id, state } = saved;
  const about = { notificationId: id, template: state.template ?? '', userId: state.userId };
  if (event.type === 'NotificationSent') {
    const { providerId } = event.data;
    return [packEvent('notification.v1.NotificationSent', { ...about, providerId }, contextOf(saved))];
  }
  if (event.type !== 'NotificationFailed') return [];
  const { problem } = event.data;
  return [packEvent('notification.v1.NotificationFailed' satisfies EventType, { ...about, problem }, contextOf(saved))];
}

const contextOf = ({ id, at, version, traceparent, state }: SavedEvent<Notification>) => ({
  ...{ id: newId('evt'), source: 'notification', subject: id, time: at, sequence: version, key: id },
  ...{ traceparent, causationId: state.entity },
});
