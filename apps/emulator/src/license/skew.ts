import { MINUTE } from '@platform/kernel';
import type { Granted } from '../activation/outcome.ts';

/** Clocks of honest machines differ (contract §6.5, rule 3). */
const TOLERANCE = 5 * MINUTE;

/** What a grant warns of: in the words of the server, and of a clock that is far from its own, should it not say so itself. */
export function warningsOf({ warnings }: Granted, clockAheadMs: number): readonly string[] {
  const said = warnings.map(({ message }) => message);
  const isFar = Math.abs(clockAheadMs) > TOLERANCE;
  if (!isFar || warnings.some(({ reason }) => reason === 'CLOCK_SKEW')) return said;
  const minutes = Math.round(Math.abs(clockAheadMs) / MINUTE);
  const where = clockAheadMs > 0 ? 'ahead of' : 'behind';
  const text = `The clock of this machine is ${minutes} minutes ${where} that of the license server. Set it right: offline starts go by it.`;
  return [...said, text];
}
