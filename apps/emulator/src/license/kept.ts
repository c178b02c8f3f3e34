import { join } from 'node:path';
import type { PublishedKeys } from '@platform/lease';
import { readPrivate, writePrivate } from '@platform/private-file';
import { z } from 'zod';
import { jwks } from './jwks.ts';

export interface OfflineStart {
  readonly at: string;
  readonly lease_id: string;
}

/** What a start leaves behind for the next one (contract §6.5). */
export interface Kept {
  readonly lease: string;
  /** What the server published. Anybody who can start us can write this file: where keys came with us, these only count with a voucher. */
  readonly keys: PublishedKeys;
  readonly decisionId: string;
  /** The latest instant that any start, answer or lease has shown: a clock that is behind it was turned back. */
  readonly maxSeen: Date;
  /** Offline starts that the server has not heard of yet. */
  readonly offlineStarts: readonly OfflineStart[];
}

/** How many offline starts are kept until they can be told; then the oldest go. */
const KEPT = 1_000;

const shape = z.object({
  lease: z.string().max(8192),
  keys: jwks,
  decision_id: z.string().max(64),
  max_seen: z.coerce.date(),
  offline_starts: z.array(z.object({ at: z.string().max(40), lease_id: z.string().max(64) })).max(KEPT),
});

const fileIn = (folder: string) => join(folder, 'license.json');

/** The kept license; undefined when there is none or it is no longer whole. */
export function readKept(folder: string): Kept | undefined {
  try {
    const read = shape.safeParse(JSON.parse(readPrivate(fileIn(folder)) ?? ''));
    if (!read.success) return undefined;
    const { lease, keys, decision_id: decisionId, max_seen: maxSeen, offline_starts: offlineStarts } = read.data;
    return { lease, keys, decisionId, maxSeen, offlineStarts };
  } catch {
    return undefined;
  }
}

/** Keeps a license: 0600, written beside and renamed. A disk that does not take it costs only the next offline start. */
export function keep(folder: string, kept: Kept): boolean {
  const { lease, keys, decisionId, maxSeen, offlineStarts } = kept;
  const text = { lease, keys, decision_id: decisionId, max_seen: maxSeen.toISOString(), offline_starts: offlineStarts };
  try {
    writePrivate(fileIn(folder), `${JSON.stringify(text)}\n`);
    return true;
  } catch {
    return false;
  }
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** Raises the high-water mark of the clock: this instant was seen on this machine. */
export function markSeen(folder: string, now: Date): void {
  const kept = readKept(folder);
  if (kept && now > kept.maxSeen) keep(folder, { ...kept, maxSeen: now });
}

/** Notes an offline start, to be told when the server is back. */
export function noteOfflineStart(folder: string, start: OfflineStart): void {
  const kept = readKept(folder);
  if (kept) keep(folder, { ...kept, offlineStarts: [...kept.offlineStarts, start].slice(-KEPT) });
}

/** The offline starts that are still to be told once these were. */
export function untold(kept: Kept | undefined, told: readonly OfflineStart[]): readonly OfflineStart[] {
  const nameOf = ({ at, lease_id: lease }: OfflineStart) => `${at} ${lease}`;
  const names = new Set(told.map(nameOf));
  return kept?.offlineStarts.filter((start) => !names.has(nameOf(start))) ?? [];
}

/** A definitive refusal ends the right to start offline: the lease goes, the high-water mark of the clock stays. */
export function dropLease(folder: string, now: Date): void {
  const kept = readKept(folder);
  if (kept) keep(folder, { ...kept, lease: '', maxSeen: later(now, kept.maxSeen) });
}
