import { activation as wire } from '@platform/contracts';
import { type Call, refuseWith, rpc } from '@platform/grpc';
import { type FieldProblem, refuse } from '@platform/kernel';
import { currentTraceparent } from '@platform/telemetry';
import type { Activate } from '../activate.ts';
import type { Answer, Door } from '../answer.ts';
import type { RefuseMalformed } from '../refuse-malformed.ts';

const detail = 'activation.v1.ActivateResponse';

export interface Doors {
  readonly activate: Activate;
  readonly refuseMalformed: RefuseMalformed;
}

/** Granted: OK. Refused: the reason's status, with the whole answer attached, so that both doors say the same. */
export const activateRpc = ({ activate, refuseMalformed }: Doors) =>
  rpc('open', async (request: wire.ActivateRequest, call) => told(await activate(request, doorOf(call))), {
    onMalformed: async (fields, call) => told(await refuseMalformed(fields.map(asInJson), doorOf(call))),
  });

const doorOf = ({ ip }: Call): Door => ({ name: 'grpc', ip, traceparent: currentTraceparent() });

/** Fields have the names of contract §6.1 at both doors. */
const asInJson = (problem: FieldProblem): FieldProblem => ({
  ...problem,
  field: problem.field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
});

function told({ response, refusal }: Answer): wire.ActivateResponse {
  if (!refusal) return response;
  const { reason, message, metadata, fields = [], retryAfterSeconds } = refusal;
  const error = refuse(reason, {
    detail: message,
    metadata: { ...metadata, decision_id: response.decisionId },
    fields,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
  throw refuseWith(error, detail, wire.ActivateResponse.encode(response).finish());
}
