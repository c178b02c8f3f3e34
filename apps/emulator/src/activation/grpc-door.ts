import { activation as wire } from '@platform/contracts';
import { connectTo, detailOf } from '@platform/grpc';
import { isCoded, isVerdict } from '@platform/kernel';
import { jwks } from '../license/jwks.ts';
import type { ActivationRequest, Door, Granted, Refused } from './outcome.ts';

const sources: Readonly<Record<string, wire.CredentialSource>> = wire.CredentialSource;

const toWire = (request: ActivationRequest): wire.ActivateRequest =>
  wire.ActivateRequest.fromPartial({
    credential: {
      value: request.credential.value,
      source: sources[request.credential.source] ?? wire.CredentialSource.UNSPECIFIED,
      variablesDiffer: request.credential.variables_differ,
    },
    product: request.product,
    machine: {
      machineId: request.machine.machine_id,
      hostname: request.machine.hostname,
      system: request.machine.system,
      platformRelease: request.machine.platform_release,
      isDocker: request.machine.is_docker,
    },
    sessionId: request.session_id,
    ci: {
      ...request.ci,
      evidence: [...request.ci.evidence],
      runId: request.ci.run_id,
      runAttempt: request.ci.run_attempt,
    },
    clientTime: new Date(request.client_time),
    nonce: request.nonce,
    previousLeaseId: request.previous_lease_id,
    offlineActivations: request.offline_activations.map(({ at, lease_id: leaseId }) => ({ at: new Date(at), leaseId })),
  });

const grant = (response: wire.ActivateResponse): Granted => ({
  kind: 'granted',
  decisionId: response.decisionId,
  lease: response.lease,
  serverTime: response.serverTime ?? new Date(Number.NaN),
  nonce: response.nonce,
  warnings: response.warnings,
});

function refusal(reason: string, message: string, details: Uint8Array | undefined): Refused {
  const told = details ? wire.ActivateResponse.decode(details) : undefined;
  const [first, ...rest] = told?.blocking ?? [];
  return {
    kind: 'refused',
    reason,
    decisionId: told?.decisionId,
    message: first?.message ?? message,
    also: rest.map((item) => item.message),
  };
}

/** `activation.v1.ActivationService`: the same answers as over HTTP, a refusal as a status with its details. */
export function grpcDoor(address: string, timeoutMs: number): Door {
  const client = connectTo(wire.ActivationServiceService, address, { audience: 'activation', deadlineMs: timeoutMs });
  return {
    activate: async (request, withinMs) => {
      try {
        const response = await client.activate(toWire(request), { deadlineMs: withinMs });
        return response.granted
          ? grant(response)
          : { kind: 'trouble', what: 'the answer is neither a grant nor a refusal' };
      } catch (error) {
        if (isCoded(error) && isVerdict(error.reason)) {
          return refusal(error.reason, error.message, detailOf(error, 'activation.v1.ActivateResponse'));
        }
        return { kind: 'trouble', what: error instanceof Error ? error.message : String(error) };
      }
    },
    keys: async () => {
      try {
        const read = jwks.safeParse(JSON.parse((await client.getSigningKeys({})).jwksJson));
        return read.success ? read.data : undefined;
      } catch {
        return undefined;
      }
    },
    close: () => client.close(),
  };
}
