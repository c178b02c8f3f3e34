import type { PublishedKeys } from '@platform/lease';

/** What a start tells the licensing API. Its fields are those of contract §6.1. */
export interface ActivationRequest {
  readonly credential: { readonly value: string; readonly source: string; readonly variables_differ: boolean };
  readonly product: {
    readonly name: string;
    readonly version: string;
    readonly build: string;
    readonly edition: string;
  };
  readonly machine: {
    readonly machine_id: string;
    readonly hostname: string;
    readonly system: string;
    readonly platform_release: string;
    readonly is_docker: boolean;
  };
  readonly session_id: string;
  readonly ci: {
    readonly detected: boolean;
    readonly evidence: readonly string[];
    readonly provider: string;
    readonly repository: string;
    readonly workflow: string;
    readonly job: string;
    readonly ref: string;
    readonly run_id: string;
    readonly run_attempt: string;
  };
  readonly client_time: string;
  readonly nonce: string;
  readonly previous_lease_id: string;
  readonly offline_activations: readonly { readonly at: string; readonly lease_id: string }[];
}

export interface Granted {
  readonly kind: 'granted';
  readonly decisionId: string;
  readonly lease: string;
  readonly serverTime: Date;
  readonly nonce: string;
  readonly warnings: readonly { readonly reason: string; readonly message: string }[];
}

/** A verdict: 400, 401 or 403 with one of our reasons, and nothing else. */
export interface Refused {
  readonly kind: 'refused';
  readonly decisionId: string | undefined;
  readonly reason: string;
  readonly message: string;
  readonly also: readonly string[];
}

/** Anything that is no verdict: no network, 407, 408, 429, 5xx, an answer that is not ours. */
export interface Trouble {
  readonly kind: 'trouble';
  readonly what: string;
}

export type Outcome = Granted | Refused | Trouble;

/** A way to the licensing API: gRPC or HTTP, with the same meaning. */
export interface Door {
  /** Asks once, for so long and no longer. */
  activate(request: ActivationRequest, withinMs: number): Promise<Outcome>;
  /** The keys that verify leases; undefined when they cannot be had. */
  keys(): Promise<PublishedKeys | undefined>;
  close(): void;
}
