import { refuse } from '@platform/kernel';
import type { Caller } from './caller.ts';
import type { Policy } from './rpc.ts';

/** Lets a caller in, or raises UNAUTHENTICATED (nobody) or PERMISSION_REQUIRED (somebody else). */
export function admit(policy: Policy, caller: Caller): void {
  if (policy === 'open') return;
  if (caller.kind === 'anonymous') throw refuse('UNAUTHENTICATED');
  if (policy === 'caller' || policy === caller.kind) return;
  if (typeof policy === 'object' && caller.kind === 'service' && policy.service.includes(caller.service)) return;
  throw refuse('PERMISSION_REQUIRED', {
    detail: `This is offered to ${wanted(policy)} only.`,
    metadata: { permission: wanted(policy) },
  });
}

const wanted = (policy: Policy): string => (typeof policy === 'object' ? policy.service.join(', ') : `a ${policy}`);
