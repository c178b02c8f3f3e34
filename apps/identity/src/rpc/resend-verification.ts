import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';
import { requestVerification } from '../domain/request-verification.ts';
import { gatewayOnly } from './request.ts';
import { requestMail } from './request-mail.ts';

export const resendVerification = (context: Context) =>
  rpc(
    gatewayOnly,
    async ({ email }: wire.ResendVerificationRequest, call): Promise<wire.ResendVerificationResponse> => {
      await requestMail(context, email, requestVerification, call);
      return {};
    },
  );
