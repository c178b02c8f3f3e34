import type { views } from '@platform/console-api';
import { activation, token, legacy as wire } from '@platform/contracts';
import type { z } from 'zod';
import { bornAt, instant, nameOf, orAbsent } from './wire.ts';

type KeyView = z.output<typeof views.legacyKey>;
type DecisionView = z.output<typeof views.decision>;

const kinds: Readonly<Record<number, KeyView['kind']>> = {
  [token.CredentialKind.LEGACY_API]: 'api',
  [token.CredentialKind.LEGACY_CI]: 'ci',
};

export const presentStage = (stage: wire.LegacyKeyStage) => nameOf(wire.LegacyKeyStage, stage) as KeyView['stage'];

export const presentLegacyKey = (key: wire.LegacyKey): KeyView => ({
  id: key.id,
  workspace_id: key.workspaceId,
  kind: kinds[key.kind] ?? 'api',
  user_id: orAbsent(key.userId),
  name: key.name,
  display: key.display,
  stage: presentStage(key.stage),
  imported_at: bornAt(key.importedAt),
  license_assigned_at: instant(key.licenseAssignedAt),
  token_first_used_at: instant(key.tokenFirstUsedAt),
  last_legacy_use_at: instant(key.lastLegacyUseAt),
  last_token_use_at: instant(key.lastTokenUseAt),
  uses: Number(key.uses),
  dormant: key.dormant,
  revision: Number(key.revision),
});

export const presentProgress = (progress: wire.GetMigrationProgressResponse): z.output<typeof views.progress> => ({
  total: progress.total,
  done: progress.done,
  dormant: progress.dormant,
  stages: progress.stages.map(({ stage, keys }) => ({ stage: presentStage(stage), keys })),
  uses_last_30_days: Number(progress.usesLast30Days),
});

export const presentDecision = (decision: activation.Decision): DecisionView => ({
  id: decision.id,
  granted: decision.granted,
  reason: decision.reason,
  blocking: decision.blocking.map((item) => ({
    reason: item.reason,
    step: item.step,
    message: item.message,
    fix: item.fix,
    fixable_by: nameOf(activation.FixableBy, item.fixableBy),
    link: item.link,
    metadata: item.metadata,
  })),
  warnings: decision.warnings,
  steps: decision.steps.map((step) => ({
    ...step,
    outcome: step.outcome as DecisionView['steps'][number]['outcome'],
    revision: Number(step.revision),
  })),
  evaluated_at: bornAt(decision.evaluatedAt),
  data_revisions: Object.fromEntries(
    Object.entries(decision.dataRevisions).map(([fact, revision]) => [fact, Number(revision)]),
  ),
  policy_version: decision.policyVersion,
  latency_us: decision.latencyUs,
  trace_id: decision.traceId,
  workspace_id: decision.workspaceId,
  credential_id: decision.credentialId,
  session_id: decision.sessionId,
});
