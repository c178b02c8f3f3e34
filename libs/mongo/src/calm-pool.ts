import { createRequire } from 'node:module';

/** The fields of the driver's pool that decide when it looks at its connections. */
interface Pool {
  readonly options: { readonly minPoolSize: number; readonly maxIdleTimeMS: number };
  ensureMinPoolSize(): void;
}

// Not among the types that the driver gives.
const { ConnectionPool } = createRequire(createRequire(import.meta.url).resolve('mongoose'))(
  'mongodb/lib/cmap/connection_pool',
) as { ConnectionPool: { prototype: Pool } };
const { prototype } = ConnectionPool;
const { ensureMinPoolSize } = prototype;

/**
 * The driver (7.8.0) looks ten times a second whether a pool has too few connections, or some that have been idle for too long, also
 * where a pool may be empty and a connection idle for ever, as ours: it wakes each service at rest for nothing. A connection that is
 * no good any more is dropped when it is wanted.
 */
function unlessForNothing(this: Pool): void {
  const { minPoolSize, maxIdleTimeMS } = this.options;
  if (minPoolSize > 0 || maxIdleTimeMS > 0) ensureMinPoolSize.call(this);
}

/** Puts that into the driver. Doing it again changes nothing. */
export function calmPool(): void {
  prototype.ensureMinPoolSize = unlessForNothing;
}
