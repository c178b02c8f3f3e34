import type { FieldProblem } from '@platform/kernel';
import type { Call } from './call.ts';

/**
 * Who may call: `open` anybody · `user` a person, for whom the gateway speaks · `service` any of our services ·
 * `{ service: […] }` the named ones · `caller` a person or a service.
 */
export type Policy = 'open' | 'user' | 'service' | 'caller' | { readonly service: readonly string[] };

export interface RpcOptions<Request> {
  /** Looks at the decoded request before the handler does; problems are answered together as VALIDATION_FAILED. */
  readonly check?: (request: Request) => readonly FieldProblem[];
  /** The longest a call may take, whatever the caller asks. Default 5 s. */
  readonly deadlineMs?: number;
}

export interface Rpc<Request = unknown, Response = unknown> {
  readonly policy: Policy;
  readonly options: RpcOptions<Request>;
  handle(request: Request, call: Call): Promise<Response>;
}

/** One RPC: who may call it and what it does. `rpc('user', async (request, call) => …)` */
export const rpc = <Request, Response>(
  policy: Policy,
  handle: (request: Request, call: Call) => Promise<Response>,
  options: RpcOptions<Request> = {},
): Rpc<Request, Response> => ({ policy, options, handle });
