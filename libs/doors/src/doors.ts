import { setTimeout as pause } from 'node:timers/promises';
import { type Log, type Mongo, readable } from '@platform/mongo';
import { mustBeAddress, postsIn } from './posts.ts';
import { connections, type Reach } from './reach.ts';

export interface DoorTiming {
  /** For how long a door may rely on being told, in milliseconds from the moment in which it asked. */
  readonly keptMs: number;
  /** How much longer we go on telling it: more than two clocks can drift apart in that time. */
  readonly marginMs: number;
  /** How long a door may take to say that it was told. */
  readonly tellMs: number;
  /** How long a door that could not be told must ask for everything. */
  readonly barredMs: number;
}

/** A door that does not answer holds a change up by `tellMs + keptMs + marginMs` at most: less than a call's deadline. */
export const usualTiming: DoorTiming = { keptMs: 800, marginMs: 400, tellMs: 500, barredMs: 5_000 };

export interface DoorsOptions {
  readonly mongo: Pick<Mongo, 'collection' | 'prepare'>;
  readonly reach: Reach;
  readonly log: Log;
  readonly timing?: Partial<DoorTiming>;
}

/** The doors that hold this service's word, so that they need not ask at every request; shared by all its processes. */
export interface Doors {
  /**
   * From now on no change is answered before the door at this address was told. Gives for how long, in milliseconds from
   * the moment in which it asked; 0 while it cannot be told. Raises VALIDATION_FAILED, DEPENDENCY_UNAVAILABLE.
   */
  keepPosted(address: string): Promise<number>;
  /** The door holds nothing any more. Raises DEPENDENCY_UNAVAILABLE. */
  leavePost(address: string): Promise<void>;
  /**
   * Resolves when no door lets anybody in any more by what it was told of these before: each has said so, or what it was
   * promised has run out. Raises DEPENDENCY_UNAVAILABLE when it cannot be known which doors there are.
   */
  withdraw(subjects: readonly string[]): Promise<void>;
  close(): void;
}

/** Prepares the doors of a service. Raises when its database is away. */
export async function doorsOf({ mongo, reach, log, timing }: DoorsOptions): Promise<Doors> {
  const { keptMs, marginMs, tellMs, barredMs } = { ...usualTiming, ...timing };
  const posts = await postsIn(mongo);
  const doors = connections(reach);

  const tell = async (address: string, subjects: readonly string[]): Promise<void> => {
    try {
      await doors.to(address).withdraw({ subjects: [...subjects] }, { deadlineMs: tellMs });
    } catch (err) {
      // It may have renewed its post since we looked. Barred it cannot, so what is left now is all that it can rely on.
      const left = await posts.bar(address, barredMs);
      log.warn({ err, address, waits_ms: left }, 'a door could not be told; what it was promised runs out');
      await pause(left);
    }
  };

  return {
    async keepPosted(address) {
      mustBeAddress(address);
      return (await posts.post(address, keptMs + marginMs).catch(raise)) ? keptMs : 0;
    },
    async leavePost(address) {
      mustBeAddress(address);
      await posts.remove(address).catch(raise);
    },
    async withdraw(subjects) {
      const standing = await posts.now().catch(raise);
      await Promise.all(standing.map((address) => tell(address, subjects)));
    },
    close: doors.close,
  };
}

const raise = (error: unknown): never => {
  throw readable(error);
};
