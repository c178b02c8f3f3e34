import { activation as wire } from '@platform/contracts';
import { refuseWith, rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import { currentTraceparent } from '@platform/telemetry';
import type { Activate } from '../activate.ts';

const detail = 'activation.v1.ActivateResponse';

/** Granted: OK. Refused: the reason's status, with the whole answer attached, so that both doors say the same. */
export const activateRpc = (activate: Activate) =>
  rpc('open', async (request: wire.ActivateRequest, call): Promise<wire.ActivateResponse> => {
    const door = { name: 'grpc', ip: call.ip, traceparent: currentTraceparent() } as const;
    const { response, refusal } = await activate(request, door);
    if (!refusal) return response;
    const { reason, message, metadata, retryAfterSeconds } = refusal;
    const told = { ...metadata, decision_id: response.decisionId };
    const error = refuse(reason, {
      detail: message,
      metadata: told,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
    throw refuseWith(error, detail, wire.ActivateResponse.encode(response).finish());
  });
