import type { Received } from '@platform/contracts';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { noteLegacyUse } from '../domain/note-legacy-use.ts';
import { tellStages } from '../owner-heard.ts';
import { legacyKeyUsed } from '../telemetry.ts';

/** Counts a use once, however often it is heard, and sees who went back to the old key. */
export const onLegacyCredentialUsed =
  (context: Context) =>
  async ({ id: eventId, data, time }: Received<'activation.v1.LegacyCredentialUsed'>): Promise<void> => {
    const id = parseId('lgk', data.legacyKeyId, 'legacy_key_id');
    const now = context.clock.now();
    const { events } = await context.keys.change(id, (key) => noteLegacyUse(key, data.at ?? time, now), {
      ...{ at: now, causationId: eventId },
      inbox: { consumer: 'legacy-migration.uses', eventId },
    });
    if (events.length > 0) legacyKeyUsed();
    tellStages(context, id, events);
  };
