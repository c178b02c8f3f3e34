import { z } from 'zod';
import { routesOf } from '../route.ts';
import { idOf, inWorkspace, page, pageOf } from '../shapes.ts';
import { decision, legacyKey, progress, stages } from '../views.ts';

const activations = routesOf('Activations');
const legacyKeys = routesOf('Legacy migration');

export const insight = {
  getDecision: activations({
    id: 'getDecision',
    method: 'get',
    path: '/v1/workspaces/{workspace_id}/decisions/{decision_id}',
    says: 'A recorded activation decision with its steps, as the banner names it.',
    needs: 'membership',
    params: inWorkspace.extend({ decision_id: idOf('dec') }),
    answer: z.object({ decision }),
    refusals: ['RESOURCE_NOT_FOUND'],
  }),
  listLegacyKeys: legacyKeys({
    id: 'listLegacyKeys',
    method: 'get',
    path: '/v1/workspaces/{workspace_id}/legacy-keys',
    says: 'The legacy keys of the workspace with their stage and evidence (S-131).',
    needs: 'membership',
    params: inWorkspace,
    query: page.extend({ stage: z.enum(stages).optional() }),
    answer: pageOf('keys', legacyKey),
    refusals: ['PAGE_TOKEN_INVALID'],
  }),
  createLegacyKey: legacyKeys({
    id: 'createLegacyKey',
    method: 'post',
    path: '/v1/workspaces/{workspace_id}/legacy-keys',
    says: 'Always refused: legacy keys are no longer issued (S-76, S-133, S-169).',
    needs: 'membership',
    params: inWorkspace,
    status: 204,
    refusals: ['LEGACY_ISSUANCE_DISABLED'],
  }),
  getLegacyKey: legacyKeys({
    id: 'getLegacyKey',
    method: 'get',
    path: '/v1/workspaces/{workspace_id}/legacy-keys/{legacy_key_id}',
    says: 'One legacy key.',
    needs: 'membership',
    params: inWorkspace.extend({ legacy_key_id: idOf('lgk') }),
    answer: z.object({ key: legacyKey }),
    refusals: ['RESOURCE_NOT_FOUND'],
  }),
  getMigrationProgress: legacyKeys({
    id: 'getMigrationProgress',
    method: 'get',
    path: '/v1/workspaces/{workspace_id}/legacy/progress',
    says: 'How far the workspace has come: keys per stage.',
    needs: 'membership',
    params: inWorkspace,
    answer: z.object({ progress }),
  }),
};
