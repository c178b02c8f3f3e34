import { type FixableBy, reasons, type VerdictReason } from '@platform/kernel';
import type { Decision } from './decide.ts';
import { isLegacy } from './facts.ts';
import { linkOf, messageOf } from './messages.ts';
import type { Input, Metadata } from './step.ts';

/** One thing that stands in the way, told so that somebody can mend it (contract §6.1). */
export interface Blocking {
  readonly reason: VerdictReason;
  readonly step: string;
  readonly message: string;
  readonly fix: string;
  readonly fixableBy: FixableBy;
  readonly link: string;
  readonly metadata: Metadata;
}

const credentialOk = ({ failures }: Decision): boolean =>
  !failures.some(({ step }) => step === 'D-2' || step === 'D-3' || step === 'D-4' || step === 'D-5');

/**
 * Every failure of a decision in words. The holder is told about the presented credential and its own workspace, and about
 * nothing else: an unknown credential gives no hint, admins are never named (contract §6.3, disclosure rule).
 */
export function blockingOf(decision: Decision, appUrl: string): readonly Blocking[] {
  const about = {
    appUrl,
    alive: credentialOk(decision),
    legacy: decision.kind !== undefined && isLegacy(decision.kind),
  };
  return decision.failures.map(({ reason, step, metadata }) => ({
    reason,
    step,
    message: messageOf(reason, { ...about, metadata }) ?? reasons[reason].title,
    fix: reasons[reason].fix,
    fixableBy: reasons[reason].by,
    link: linkOf(reason, appUrl),
    metadata,
  }));
}

/** How long a refused holder should wait; undefined where waiting does not help. */
export function retryAfterSeconds({ failures }: Decision, { now }: Pick<Input, 'now'>): number | undefined {
  const window = failures[0]?.reason === 'LEGACY_KEY_BROWNOUT' ? failures[0].metadata.ends_at : undefined;
  return window ? Math.max(1, Math.ceil((Date.parse(window) - now.getTime()) / 1_000)) : undefined;
}
