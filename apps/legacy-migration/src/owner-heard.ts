import type { Context } from './context.ts';
import { followOwner } from './domain/follow-owner.ts';
import type { LegacyKeyEvent } from './domain/legacy-key.ts';
import { hearOwner, type OwnerFact, type OwnerFacts } from './domain/owner.ts';
import { ownerId } from './store/owners.ts';
import { stageChanged } from './telemetry.ts';

/** What following an owner takes. */
export type Following = Pick<Context, 'owners' | 'keys' | 'clock' | 'log'>;

export interface Whose {
  readonly workspaceId: string;
  readonly userId: string;
}

/**
 * Keeps a fact about a user and lets all their legacy keys of this workspace follow. First the owner, then the keys: an
 * import writes its key and then looks at the owner, so that of the two one sees the other. Doing it again is harmless,
 * and mends a run that broke in between.
 */
export async function ownerHeard(
  context: Following,
  whose: Whose,
  fact: OwnerFact,
  causationId: string,
): Promise<void> {
  const id = ownerId(whose.workspaceId, whose.userId);
  const { state } = await context.owners.change(id, (owner) => hearOwner(owner, fact), { causationId });
  const keys = await context.keys.list({
    'state.imported.workspaceId': whose.workspaceId,
    'state.imported.userId': whose.userId,
  });
  for (const key of keys) await letFollow(context, key.id, state, causationId);
}

/** Lets one key know what is known of its owner. */
export async function letFollow(context: Following, id: string, facts: OwnerFacts, causationId: string): Promise<void> {
  const now = context.clock.now();
  const { events } = await context.keys.change(id, (key) => followOwner(key, facts, now), { at: now, causationId });
  tellStages(context, id, events);
}

export function tellStages(
  { log }: Pick<Context, 'log'>,
  legacyKeyId: string,
  events: readonly LegacyKeyEvent[],
): void {
  for (const event of events) {
    if (event.type === 'LegacyKeyStageChanged')
      stageChanged(log, { legacyKeyId, from: event.data.from, to: event.data.to });
  }
}
