import { isCoded, newId, type Reason } from '@platform/kernel';
import { insideOf, signedInBy } from '../admission.ts';
import type { Upstream } from '../upstream.ts';

/** Who is asked about: the session's secret, and where the page stands. */
export interface Listener {
  readonly secret: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly userId: string;
  readonly workspaceId: string | undefined;
}

/** What a second look says: may stay (with these permissions), must go, or nobody could be asked. */
export type Standing =
  | { readonly stays: true; readonly permissions: readonly string[] }
  | { readonly stays: false; readonly why: 'signed-out' | 'removed'; readonly reason: Reason }
  | 'unknown';

const trouble: readonly Reason[] = ['DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'];

/** What a refusal of the second look says: trouble elsewhere is no verdict. */
export function standingOf(error: unknown, why: 'signed-out' | 'removed'): Standing {
  if (!isCoded(error) || trouble.includes(error.reason)) return 'unknown';
  return { stays: false, why, reason: error.reason };
}

/** Asks afresh whether somebody may go on listening. Never raises. */
export async function rightToListen(upstream: Upstream, listener: Listener): Promise<Standing> {
  const requestId = newId('req');
  try {
    const { user } = await signedInBy(upstream, { ...listener, requestId, passive: true });
    if (user.id !== listener.userId) return { stays: false, why: 'signed-out', reason: 'UNAUTHENTICATED' };
  } catch (error) {
    return standingOf(error, 'signed-out');
  }
  if (!listener.workspaceId) return { stays: true, permissions: [] };
  try {
    const { member } = await insideOf(upstream, listener.workspaceId, listener.userId, requestId);
    return { stays: true, permissions: member.permissions };
  } catch (error) {
    return standingOf(error, 'removed');
  }
}
