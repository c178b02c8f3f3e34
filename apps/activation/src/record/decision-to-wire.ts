import type { activation as wire } from '@platform/contracts';
import { blockingToWire, stepsToWire, warningsToWire } from '../wire.ts';
import type { DecisionRecord } from './record.ts';

/** A kept decision as its readers get it. */
export const decisionToWire = (record: DecisionRecord): wire.Decision => ({
  id: record.id,
  granted: record.granted,
  reason: record.reason,
  blocking: blockingToWire(record.blocking),
  warnings: warningsToWire(record.warnings),
  steps: stepsToWire(
    record.steps.map(([id, name, outcome, detail, revision]) => ({ id, name, outcome, detail, revision })),
  ),
  evaluatedAt: new Date(record.at),
  dataRevisions: Object.fromEntries(Object.entries(record.revisions).map(([name, version]) => [name, BigInt(version)])),
  policyVersion: record.policy,
  latencyUs: record.latencyUs,
  traceId: record.traceparent.split('-')[1] ?? '',
  workspaceId: record.workspaceId,
  credentialId: record.credentialId,
  sessionId: record.sessionId,
});
