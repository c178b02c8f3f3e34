import type { Input, routes } from '@platform/console-api';
import { legacy as wire } from '@platform/contracts';
import { onBehalf } from '../call.ts';
import { presentDecision, presentLegacyKey, presentProgress } from '../present/insight.ts';
import { given } from '../present/wire.ts';
import type { Some } from './handler.ts';

type Stage = NonNullable<Input<typeof routes.listLegacyKeys>['query']['stage']>;
const stageOf = (stage: Stage | undefined): wire.LegacyKeyStage =>
  wire.LegacyKeyStage[stage ? (stage.toUpperCase() as Uppercase<Stage>) : 'UNSPECIFIED'];

export const insight: Some<
  'getDecision' | 'listLegacyKeys' | 'createLegacyKey' | 'getLegacyKey' | 'getMigrationProgress'
> = {
  getDecision: async ({ params }, call) => {
    const { decision } = await call.upstream.activation.explainDecision(
      { workspaceId: params.workspace_id, decisionId: params.decision_id },
      onBehalf(call),
    );
    return { decision: presentDecision(given(decision, 'activation')) };
  },
  listLegacyKeys: async ({ params, query }, call) => {
    const page = await call.upstream.legacy.listLegacyKeys(
      {
        workspaceId: params.workspace_id,
        pageSize: query.page_size,
        pageToken: query.page_token,
        stage: stageOf(query.stage),
      },
      onBehalf(call),
    );
    return {
      keys: page.keys.map(presentLegacyKey),
      next_page_token: page.nextPageToken,
      total_size: Number(page.totalSize),
    };
  },
  createLegacyKey: async ({ params }, call) => {
    await call.upstream.legacy.createLegacyKey({ workspaceId: params.workspace_id }, onBehalf(call));
  },
  getLegacyKey: async ({ params }, call) => {
    const { key } = await call.upstream.legacy.getLegacyKey(
      { workspaceId: params.workspace_id, legacyKeyId: params.legacy_key_id },
      onBehalf(call),
    );
    return { key: presentLegacyKey(given(key, 'legacy')) };
  },
  getMigrationProgress: async ({ params }, call) => ({
    progress: presentProgress(
      await call.upstream.legacy.getMigrationProgress({ workspaceId: params.workspace_id }, onBehalf(call)),
    ),
  }),
};
