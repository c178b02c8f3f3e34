import type { Admin } from 'kafkajs';
import { OpsProblem } from './problem.ts';

/** Raises SERVICE_RUNS while anybody is in the group: what it hears would pass what is being changed. */
export async function mustBeStopped(admin: Admin, group: string): Promise<void> {
  const [described] = (await admin.describeGroups([group])).groups;
  if (!described || described.members.length === 0) return;
  throw new OpsProblem(
    'SERVICE_RUNS',
    `${described.members.length} processes listen as ${group}.`,
    `Stop every instance of ${group.split('.')[0]} and wait until it has left its group (at most 30 s), then try again.`,
  );
}
