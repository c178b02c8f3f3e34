import { counter, gauge, histogram } from '@platform/telemetry';
import type { Decision } from './domain/decide.ts';

const decided = counter('activations_decided_total', 'Decisions, by outcome, reason and door.');
const latency = histogram('activation_decision_seconds', 'Time from the request to its decision.', 's');

/** A start was decided. Values are few: ids are in the decision itself. */
export function activationDecided({ granted, reason }: Decision, door: string, latencyUs: number): void {
  decided.add(1, { outcome: granted ? 'granted' : 'refused', reason: reason ?? '', door });
  latency.record(latencyUs / 1e6, { door });
}

/** What the recorder holds that is not in the database yet. Gives the function that ends it. */
export const watchUnwritten = (unwritten: () => number): (() => void) =>
  gauge('activation_decisions_unwritten', 'Decisions in the journal that are not in the database yet.', unwritten);
