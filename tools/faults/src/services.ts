import type { Kafka } from 'kafkajs';
import type { Databases } from './databases.ts';
import { lags } from './topics.ts';

/** Every service that owes Kafka events; its database has its name. */
export const publishing = [
  'identity',
  'workspace-membership',
  'licensing',
  'token',
  'activation',
  'notification',
  'legacy-migration',
] as const;

/** The services that hear, with their consumer groups. */
export const hearing = {
  'workspace-membership': 'workspace-membership.profiles',
  licensing: 'licensing.members',
  token: 'token.credentials',
  notification: 'notification.mails',
  'legacy-migration': 'legacy-migration.stages',
} as const;

/** What is not at rest yet, in words: rows that are owed, messages that are not heard, mails that are due. Empty is at rest. */
export async function unrest(databases: Databases, kafka: Kafka): Promise<readonly string[]> {
  const owed = await Promise.all(publishing.map(async (name) => [name, await databases.owed(name)] as const));
  const behind = [...(await lags(kafka, Object.values(hearing)))];
  const due = await databases
    .collection('notification', 'notifications')
    .countDocuments({ 'state.dueAt': { $ne: null } });
  return [
    ...owed.filter(([, rows]) => rows > 0).map(([name, rows]) => `${name} owes ${rows} rows`),
    ...behind.filter(([, lag]) => lag !== 0n).map(([group, lag]) => `${group} has not heard ${lag ?? 'any'} messages`),
    ...(due > 0 ? [`${due} mails are due`] : []),
  ];
}
