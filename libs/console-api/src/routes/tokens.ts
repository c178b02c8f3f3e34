import { z } from 'zod';
import { routesOf } from '../route.ts';
import { inWorkspace } from '../shapes.ts';
import { receipt, resetImpacts, token } from '../views.ts';

const route = routesOf('Auth Tokens');
const mine = '/v1/workspaces/{workspace_id}/tokens/developer/me';
const value = z.string().meta({ description: 'The Auth Token. Keep it confidential; never commit it (S-69).' });

export const tokens = {
  getMyDeveloperToken: route({
    id: 'getMyDeveloperToken',
    method: 'get',
    path: mine,
    says: 'Your Developer Auth Token without its value (S-62).',
    needs: 'membership',
    params: inWorkspace,
    answer: z.object({ token }),
    refusals: ['TOKEN_NOT_FOUND'],
  }),
  revealMyDeveloperToken: route({
    id: 'revealMyDeveloperToken',
    method: 'post',
    path: `${mine}:reveal`,
    says: 'The value of your Developer Auth Token; needs a step-up (S-67).',
    needs: 'membership',
    params: inWorkspace,
    answer: z.object({ token, value }),
    refusals: ['STEP_UP_REQUIRED', 'TOKEN_NOT_FOUND'],
  }),
  previewResetOfMyDeveloperToken: route({
    id: 'previewResetOfMyDeveloperToken',
    method: 'get',
    path: `${mine}/reset-impacts`,
    says: 'What Reset Auth Token would take away, without doing it: where the token is in use, who could run offline on.',
    needs: 'membership',
    params: inWorkspace,
    answer: z.object({ token, impacts: resetImpacts }),
    refusals: ['TOKEN_NOT_FOUND'],
  }),
  resetMyDeveloperToken: route({
    id: 'resetMyDeveloperToken',
    method: 'post',
    path: `${mine}:reset`,
    says: 'Reset Auth Token: the old value is refused from the answer on and never comes back (S-70…S-72). The new value is in the answer only after a step-up; otherwise reveal it.',
    needs: 'membership',
    params: inWorkspace,
    body: z.strictObject({ reason: z.enum(['routine', 'compromised']).default('routine') }),
    answer: z.object({ token, value: value.optional(), receipt }),
    refusals: ['TOKEN_NOT_FOUND'],
    idempotent: true,
  }),
  deleteMyDeveloperToken: route({
    id: 'deleteMyDeveloperToken',
    method: 'delete',
    path: mine,
    says: 'Always refused: a Developer Auth Token is reset, never deleted (S-63, S-167).',
    needs: 'membership',
    params: inWorkspace,
    status: 204,
    refusals: ['DEVELOPER_TOKEN_NOT_DELETABLE'],
  }),
};
