import { causedBy as following, type Received } from '@platform/contracts';
import type { ChangeOptions } from '@platform/mongo';
import { consumer } from './names.ts';

/** An event is heard once, and what follows from it says so. */
export const causedBy = (event: Received): ChangeOptions => ({
  inbox: { consumer, eventId: event.id },
  ...following(event),
});
