import type { FieldProblem } from '@platform/kernel';
import type { Call } from './call.ts';

/**
 * Who may call: `open` anybody · `user` a person, for whom the gateway speaks · `service` any of our services ·
 * `{ service: […] }` the named ones · `caller` a person or a service.
 */
export type Policy = 'open' | 'user' | 'service' | 'caller' | { readonly service: readonly string[] };

export interface RpcOptions<Request, Response = unknown> {
  /** Looks at the decoded request before the handler does; problems are answered together as VALIDATION_FAILED. */
  readonly check?: (request: Request) => readonly FieldProblem[];
  /** Answers a request that cannot be taken, in place of VALIDATION_FAILED. No fields: its bytes are no message at all. */
  readonly onMalformed?: (fields: readonly FieldProblem[], call: Call) => Promise<Response>;
  /** The longest a call may take, whatever the caller asks. Default 5 s. */
  readonly deadlineMs?: number;
}

export interface Rpc<Request = unknown, Response = unknown> {
  readonly policy: Policy;
  readonly options: RpcOptions<Request, Response>;
  handle(request: Request, call: Call): Promise<Response>;
}

/** One RPC: who may call it and what it does. `rpc('user', async (request, call) => …)` */
export const rpc = <Request, Response>(
  policy: Policy,
  handle: (request: Request, call: Call) => Promise<Response>,
  options: RpcOptions<Request, Response> = {},
): Rpc<Request, Response> => ({ policy, options, handle });
