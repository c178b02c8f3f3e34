import { fold } from '@platform/kernel';
import { evolvePool, type Pool, type PoolEvent, type PoolOpened } from './pool.ts';
import { takeSeat } from './take-seat.ts';

/** Opens the pool of a new subscription, with the first license taken when somebody gets it at once (S-28). */
export function openPool(pool: Pool, command: PoolOpened['data'], firstUserId?: string): readonly PoolEvent[] {
  if (pool.workspaceId) return [];
  const opened: PoolEvent = { type: 'PoolOpened', data: command };
  if (!firstUserId) return [opened];
  const { workspaceId } = command;
  return [opened, ...takeSeat(fold(evolvePool, pool, [opened]), { workspaceId, userId: firstUserId })];
}
