import { onBehalf } from '../call.ts';
import { presentReceipt, presentResetImpacts, presentToken } from '../present/token.ts';
import { given } from '../present/wire.ts';
import type { Some } from './handler.ts';

export const tokens: Some<
  | 'getMyDeveloperToken'
  | 'revealMyDeveloperToken'
  | 'previewResetOfMyDeveloperToken'
  | 'resetMyDeveloperToken'
  | 'deleteMyDeveloperToken'
> = {
  getMyDeveloperToken: async ({ params }, call) => {
    const { token } = await call.upstream.token.getMyDeveloperToken(
      { workspaceId: params.workspace_id },
      onBehalf(call),
    );
    return { token: presentToken(given(token, 'token')) };
  },
  revealMyDeveloperToken: async ({ params }, call) => {
    const { token, value } = await call.upstream.token.revealMyDeveloperToken(
      { workspaceId: params.workspace_id },
      onBehalf(call),
    );
    return { token: presentToken(given(token, 'token')), value };
  },
  previewResetOfMyDeveloperToken: async ({ params }, call) => {
    const { token, impacts } = await call.upstream.token.resetMyDeveloperToken(
      { workspaceId: params.workspace_id },
      { ...onBehalf(call), validateOnly: true },
    );
    return { token: presentToken(given(token, 'token')), impacts: presentResetImpacts(given(impacts, 'token')) };
  },
  resetMyDeveloperToken: async ({ params, body }, call) => {
    const { token, value, receipt } = await call.upstream.token.resetMyDeveloperToken(
      { workspaceId: params.workspace_id, reason: body.reason },
      onBehalf(call),
    );
    return {
      token: presentToken(given(token, 'token')),
      ...(value !== '' && { value }),
      receipt: presentReceipt(given(receipt, 'token')),
    };
  },
  deleteMyDeveloperToken: async ({ params }, call) => {
    await call.upstream.token.deleteMyDeveloperToken({ workspaceId: params.workspace_id }, onBehalf(call));
  },
};
