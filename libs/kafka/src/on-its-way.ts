import { asPartOf, type OpenSpan, openSpan, tracing } from '@platform/telemetry';
import { Undelivered } from './publish.ts';
import type { Deliver, OutboxRow } from './types.ts';

/** More than one round's rows; what a lost lease leaves behind makes room in the end. */
const mostOpen = 2_000;

/**
 * A delivery that shows in the trace of each row: one span from the first attempt to the arrival, however long the target
 * is away. Listeners go on below it; what the delivery itself asks of others belongs to the first row.
 */
export function onItsWay(deliver: Deliver): Deliver {
  const open = new Map<string, OpenSpan>();
  const opened = (row: OutboxRow): OutboxRow => {
    const attributes = { 'messaging.destination.name': row.topic, 'messaging.message.id': row._id };
    const span = open.get(row._id) ?? openSpan(row.traceparent, `publish ${row.type}`, attributes, 'producer');
    if (!span) return row;
    open.set(row._id, span);
    return { ...row, traceparent: span.traceparent };
  };
  const arrived = (rows: readonly OutboxRow[]): void => {
    for (const { _id } of rows) {
      open.get(_id)?.end();
      open.delete(_id);
    }
    for (const id of open.keys()) if (open.size > mostOpen) open.delete(id);
  };
  return async (rows) => {
    if (!tracing()) return deliver(rows);
    const carrying = rows.map(opened);
    try {
      await asPartOf(carrying[0]?.traceparent ?? '', () => deliver(carrying));
      arrived(rows);
    } catch (error) {
      const left = new Set((error instanceof Undelivered ? error.rows : rows).map(({ _id }) => _id));
      arrived(rows.filter(({ _id }) => !left.has(_id)));
      throw error;
    }
  };
}
