import { activation } from '@platform/contracts';
import { detailOf } from '@platform/grpc';
import { CodedError, reasons } from '@platform/kernel';
import type { house } from './house.ts';

/** What a door answered, in the words that all doors share. */
export interface Heard {
  readonly granted: boolean;
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly http: number;
  readonly decisionId: string;
  readonly activationId: string;
  readonly lease: string;
  readonly nonce: string;
  readonly messages: readonly string[];
  readonly fixableBy: readonly string[];
}

/** One way to ask for an activation. */
export interface Doorway {
  readonly name: string;
  ask(request: activation.ActivateRequest): Promise<Heard>;
}

type House = Pick<Awaited<ReturnType<typeof house>>, 'emulator' | 'url'>;

const people = ['', 'you', 'workspace_admin', 'billing', 'network_admin', 'vendor'];

const fromMessage = (response: activation.ActivateResponse, http: number): Heard => ({
  granted: response.granted,
  reasons: response.blocking.map(({ reason }) => reason),
  warnings: response.warnings.map(({ reason }) => reason),
  http,
  decisionId: response.decisionId,
  activationId: response.activationId,
  lease: response.lease,
  nonce: response.nonce,
  messages: response.blocking.map(({ message }) => message),
  fixableBy: response.blocking.map(({ fixableBy }) => people[fixableBy] ?? ''),
});

/** gRPC: a refusal is a status whose details carry the whole answer. */
export const grpcDoor = ({ emulator }: House): Doorway => ({
  name: 'gRPC',
  ask: async (request) => {
    try {
      return fromMessage(await emulator.activate(request), 200);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const bytes = detailOf(error, 'activation.v1.ActivateResponse');
      if (!bytes) throw error;
      const response = activation.ActivateResponse.decode(bytes);
      if (response.reason !== error.reason || error.metadata.decision_id !== response.decisionId)
        throw new Error('ErrorInfo and the attached answer differ', { cause: error });
      return fromMessage(response, reasons[error.reason].http);
    }
  },
});

const sources = [undefined, 'AUTH_TOKEN_ENV', 'API_KEY_ENV', 'STORED', 'FLAG'];

/** The JSON body that says the same as a message. */
export const bodyOf = ({ credential, product, machine, ci, ...rest }: activation.ActivateRequest) => ({
  credential: credential && {
    value: credential.value,
    source: sources[credential.source],
    variables_differ: credential.variablesDiffer,
  },
  product,
  machine: machine && {
    machine_id: machine.machineId,
    hostname: machine.hostname,
    system: machine.system,
    platform_release: machine.platformRelease,
    is_docker: machine.isDocker,
  },
  ci: ci && {
    detected: ci.detected,
    evidence: ci.evidence,
    provider: ci.provider,
    repository: ci.repository,
    workflow: ci.workflow,
    job: ci.job,
    ref: ci.ref,
    run_id: ci.runId,
    run_attempt: ci.runAttempt,
  },
  session_id: rest.sessionId,
  client_time: rest.clientTime?.toISOString(),
  nonce: rest.nonce,
  previous_lease_id: rest.previousLeaseId,
  offline_activations: rest.offlineActivations.map(({ at, leaseId }) => ({ at: at?.toISOString(), lease_id: leaseId })),
});

export const post = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${url}/v1/activate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

interface JsonAnswer {
  readonly granted: boolean;
  readonly decision_id: string;
  readonly activation_id?: string;
  readonly lease?: string;
  readonly nonce: string;
  readonly blocking: readonly { readonly reason: string; readonly message: string; readonly fixable_by: string }[];
  readonly warnings: readonly { readonly reason: string }[];
}

/** HTTP: a refusal is a problem document with the members of the answer. */
export const httpDoor = ({ url }: House): Doorway => ({
  name: 'HTTP',
  ask: async (request) => {
    const response = await post(url, bodyOf(request));
    const answer = (await response.json()) as JsonAnswer;
    return {
      granted: answer.granted,
      reasons: answer.blocking.map(({ reason }) => reason),
      warnings: answer.warnings.map(({ reason }) => reason),
      http: response.status,
      decisionId: answer.decision_id,
      activationId: answer.activation_id ?? '',
      lease: answer.lease ?? '',
      nonce: answer.nonce,
      messages: answer.blocking.map(({ message }) => message),
      fixableBy: answer.blocking.map(({ fixable_by }) => fixable_by),
    };
  },
});
