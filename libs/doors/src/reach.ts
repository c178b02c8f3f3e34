import { MINUTE } from '@platform/kernel';

/** A door as it is told: a gRPC client of the gateway's DoorService fits. */
export interface Door {
  /** Resolves when the door lets nobody in any more by what it was told of these before. */
  withdraw(request: { readonly subjects: string[] }, options: { readonly deadlineMs: number }): Promise<unknown>;
  close(): void;
}

/** Connects to the door at an address. */
export type Reach = (address: string) => Door;

const UNUSED = 10 * MINUTE;

/** The connections to doors: one for each address, given up when nobody was told there for long. */
export function connections(reach: Reach) {
  const made = new Map<string, { readonly door: Door; usedAt: number }>();
  const closeUnused = (since: number): void => {
    for (const [address, { door, usedAt }] of made) {
      if (usedAt >= since) continue;
      door.close();
      made.delete(address);
    }
  };
  return {
    to(address: string): Door {
      const now = Date.now();
      closeUnused(now - UNUSED);
      const connection = made.get(address) ?? { door: reach(address), usedAt: now };
      connection.usedAt = now;
      made.set(address, connection);
      return connection.door;
    },
    close: () => closeUnused(Number.POSITIVE_INFINITY),
  };
}
