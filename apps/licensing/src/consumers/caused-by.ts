import type { Received } from '@platform/contracts';
import type { ChangeOptions } from '@platform/mongo';
import { consumer } from './names.ts';

/** An event is heard once, and what follows from it says so. */
export const causedBy = ({ id, correlationId }: Received): ChangeOptions => ({
  inbox: { consumer, eventId: id },
  causationId: id,
  correlationId,
});
