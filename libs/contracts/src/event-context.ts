import { newId } from '@platform/kernel';
import type { EventContext, Received } from './event.ts';

/** One event of an aggregate, as its store tells of it. */
export interface Happened extends Pick<EventContext, 'actor' | 'causationId' | 'correlationId' | 'traceparent'> {
  readonly id: string;
  readonly version: number;
  readonly at: Date;
}

/** Whose event it is, and in which workspace; outside of workspaces the key is given instead. */
export interface Whereabouts {
  readonly source: string;
  readonly workspaceId?: string;
  readonly key?: string;
}

/** Everything about an event but its data, from what its store knows of it: nothing of who and why is lost on the way out. */
export const eventContext = (
  { id, version, at, traceparent, actor, causationId, correlationId }: Happened,
  { source, workspaceId = '', key = workspaceId }: Whereabouts,
): EventContext => ({
  ...{ id: newId('evt'), source, subject: id, time: at, sequence: version, key, workspaceId },
  ...(traceparent !== undefined && { traceparent }),
  ...(actor && { actor }),
  ...(causationId !== undefined && { causationId }),
  ...(correlationId !== undefined && { correlationId }),
});

/** What changes that follow from an event say of it: it is their cause, and the chain stays the same. */
export const causedBy = ({ id, correlationId }: Received): { causationId: string; correlationId: string } => ({
  causationId: id,
  correlationId: correlationId || id,
});
