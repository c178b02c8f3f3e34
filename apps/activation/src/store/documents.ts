import { after, DAY } from '@platform/kernel';
import type { Entry } from '../record/journal.ts';

/** A decision as it is stored: what is searched for beside the record as it stood in the journal. */
export interface DecisionDocument {
  readonly _id: string;
  readonly at: Date;
  readonly workspace_id: string;
  readonly user_id: string;
  readonly credential_id: string;
  readonly session_id: string;
  readonly granted: boolean;
  readonly reason: string;
  readonly forget_at: Date;
  /** JSON of a DecisionRecord. */
  readonly record: string;
}

/** One start of one emulator, with the last lease that was given for it. */
export interface ActivationDocument {
  readonly _id: string;
  readonly decision_id: string;
  readonly workspace_id: string;
  readonly user_id: string;
  readonly credential_id: string;
  readonly session_id: string;
  readonly machine: string;
  readonly version: string;
  readonly at: Date;
  readonly lease: { readonly id: string; readonly kid: string };
  readonly lease_not_after: Date;
  readonly forget_at: Date;
}

/** Contract §5.5: grants are kept 90 days, refusals 400. */
const grantedDays = 90;
const refusedDays = 400;

export function decisionDocument({ record, json }: Entry): DecisionDocument {
  const at = new Date(record.at);
  return {
    _id: record.id,
    at,
    workspace_id: record.workspaceId,
    user_id: record.userId,
    credential_id: record.credentialId,
    session_id: record.sessionId,
    granted: record.granted,
    reason: record.reason,
    forget_at: after(at, (record.granted ? grantedDays : refusedDays) * DAY),
    record: json,
  };
}

export const activationsOf = (entries: readonly Entry[]): readonly ActivationDocument[] =>
  entries.flatMap(({ record }) => {
    if (!record.granted || !record.lease) return [];
    const at = new Date(record.at);
    return {
      _id: record.activationId,
      decision_id: record.id,
      workspace_id: record.workspaceId,
      user_id: record.userId,
      credential_id: record.credentialId,
      session_id: record.sessionId,
      machine: record.machine,
      version: record.version,
      at,
      lease: { id: record.lease.id, kid: record.lease.kid },
      lease_not_after: new Date(record.lease.notAfter),
      forget_at: after(at, refusedDays * DAY),
    };
  });
