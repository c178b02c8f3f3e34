import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';
import { requestPasswordReset as decide } from '../domain/request-password-reset.ts';
import { gatewayOnly } from './request.ts';
import { requestMail } from './request-mail.ts';

export const requestPasswordReset = (context: Context) =>
  rpc(
    gatewayOnly,
    async ({ email }: wire.RequestPasswordResetRequest, call): Promise<wire.RequestPasswordResetResponse> => {
      await requestMail(context, email, (user, { reset }, at) => decide(user, reset, at), call);
      return {};
    },
  );
