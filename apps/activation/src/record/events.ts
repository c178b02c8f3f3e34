import { type EventContext, type EventData, type EventType, packEvent, token } from '@platform/contracts';
import { type OutboxRow, outboxRow } from '@platform/mongo';
import { derivedId } from '../derived-id.ts';
import { isLegacy } from '../domain/facts.ts';
import { credentialKinds } from '../wire.ts';
import type { DecisionRecord } from './record.ts';

interface Said<T extends EventType = EventType> {
  readonly type: T;
  readonly data: EventData<T>;
}

/**
 * What others are told about a decision. `born`: it made an activation; a session that was granted before is not told
 * again. The ids follow from the decision, so that a repeated write owes nothing new.
 */
export function outboxRowsOf(record: DecisionRecord, born: boolean): readonly OutboxRow[] {
  const subject = record.activationId || record.id;
  return eventsOf(record, born).map(({ type, data }, position) => {
    const context: EventContext = {
      id: derivedId('evt', record.id, type),
      source: 'activation',
      subject,
      time: new Date(record.at),
      sequence: 1,
      key: record.workspaceId || record.id,
      workspaceId: record.workspaceId,
      actor: { type: 'emulator', id: record.machine },
      causationId: record.id,
      correlationId: record.id,
      traceparent: record.traceparent,
    };
    return outboxRow(packEvent(type, data, context), {
      aggregate: `decisions/${record.id}`,
      sequence: 1,
      position,
      traceparent: record.traceparent,
      created_at: new Date(record.at),
    });
  });
}

function eventsOf(record: DecisionRecord, born: boolean): readonly Said[] {
  const verdict = record.granted ? (born ? [granted(record)] : []) : [refused(record)];
  return record.kind !== '' && isLegacy(record.kind) ? [...verdict, legacyUsed(record)] : verdict;
}

const common = (record: DecisionRecord) => ({
  decisionId: record.id,
  workspaceId: record.workspaceId,
  userId: record.userId,
  credentialKind: record.kind === '' ? token.CredentialKind.UNSPECIFIED : credentialKinds[record.kind],
  machineId: record.machine,
  at: new Date(record.at),
  ci: record.ci && { ...record.ci, evidence: [...record.ci.evidence] },
});

const granted = (record: DecisionRecord): Said<'activation.v1.ActivationGranted'> => ({
  type: 'activation.v1.ActivationGranted',
  data: {
    ...common(record),
    activationId: record.activationId,
    credentialId: record.credentialId,
    sessionId: record.sessionId,
    productVersion: record.version,
    leaseId: record.lease?.id ?? '',
    leaseNotAfter: record.lease && new Date(record.lease.notAfter),
  },
});

const refused = (record: DecisionRecord): Said<'activation.v1.ActivationRefused'> => ({
  type: 'activation.v1.ActivationRefused',
  data: {
    ...common(record),
    credentialId: record.credentialId,
    sessionId: record.sessionId,
    reason: record.reason,
    allReasons: record.blocking.map(({ reason }) => reason),
  },
});

const legacyUsed = (record: DecisionRecord): Said<'activation.v1.LegacyCredentialUsed'> => ({
  type: 'activation.v1.LegacyCredentialUsed',
  data: { ...common(record), legacyKeyId: record.credentialId, granted: record.granted },
});
