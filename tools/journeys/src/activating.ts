import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { activation as wire } from '@platform/contracts';
import { connectTo, detailOf } from '@platform/grpc';
import { isCoded } from '@platform/kernel';

/** What an activation came to, in the same words for every door. */
export interface Verdict {
  readonly granted: boolean;
  readonly reason: string;
  readonly decisionId: string;
  readonly all: readonly string[];
  readonly headers?: Headers;
}

/** A way to activate a credential. */
export interface ActivationDoor {
  readonly name: string;
  activate(credential: string): Promise<Verdict>;
  close(): void;
}

/** A refusal over gRPC brings the whole response along; without it (trouble) there is only the reason. */
function refusalOf(reason: string, details: Uint8Array | undefined): Verdict {
  const whole = details && wire.ActivateResponse.decode(details);
  const all = whole?.blocking.map((item) => item.reason) ?? [];
  return { granted: false, reason, decisionId: whole?.decisionId ?? '', all };
}

export function grpcDoor(address: string): ActivationDoor {
  const client = connectTo(wire.ActivationServiceService, address, { audience: 'activation', deadlineMs: 4_000 });
  return {
    name: 'gRPC',
    activate: async (value) => {
      try {
        const answer = await client.activate({
          credential: { value, source: wire.CredentialSource.AUTH_TOKEN_ENV, variablesDiffer: false },
          product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
          machine: {
            machineId: 'sys_0123456789ab',
            hostname: 'journey',
            system: 'linux',
            platformRelease: '',
            isDocker: false,
          },
          sessionId: randomUUID(),
          clientTime: new Date(),
          nonce: randomUUID(),
        });
        return { granted: answer.granted, reason: '', decisionId: answer.decisionId, all: [] };
      } catch (error) {
        if (!isCoded(error)) throw error;
        return refusalOf(error.reason, detailOf(error, 'activation.v1.ActivateResponse'));
      }
    },
    close: () => client.close(),
  };
}

/** What a door says when it has no verdict. */
const troubles = new Set(['DEADLINE_EXCEEDED', 'DEPENDENCY_UNAVAILABLE']);

const patienceMs = 20_000;

/** A door that is asked again, as emulators ask, while it has no verdict: for 20 s, then it stands as it is. */
export const persistent = (door: ActivationDoor): ActivationDoor => ({
  ...door,
  activate: async (credential) => {
    for (const giveUpAt = performance.now() + patienceMs; ; await pause(50)) {
      const isLast = performance.now() >= giveUpAt;
      const verdict = await door.activate(credential).catch((error: unknown) => {
        if (isLast) throw error;
        return undefined;
      });
      if (verdict && (isLast || !troubles.has(verdict.reason))) return verdict;
    }
  },
});

export const httpRequest = (value: string, source = 'AUTH_TOKEN_ENV') => ({
  credential: { value, source },
  product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
  machine: { machine_id: 'sys_0123456789ab', hostname: 'journey', system: 'linux', is_docker: false },
  session_id: randomUUID(),
  client_time: new Date().toISOString(),
  nonce: randomUUID(),
});

interface HttpAnswer {
  readonly granted?: boolean;
  readonly reason?: string;
  readonly decision_id?: string;
  readonly blocking?: readonly { readonly reason: string }[];
}

export function httpDoor(url: string, source?: string): ActivationDoor {
  return {
    name: 'HTTP',
    activate: async (value) => {
      const response = await fetch(`${url}/v1/activate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(httpRequest(value, source)),
      });
      const answer = (await response.json()) as HttpAnswer;
      return {
        granted: response.status === 200 && answer.granted === true,
        reason: answer.reason ?? '',
        decisionId: answer.decision_id ?? '',
        all: (answer.blocking ?? []).map(({ reason }) => reason),
        headers: response.headers,
      };
    },
    close: () => {},
  };
}
