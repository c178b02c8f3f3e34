import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { isReason, type Reason } from '@platform/kernel';
import type { RpcMethod } from './grpc-requests.ts';

export interface GrpcVerdict {
  readonly ok: boolean;
  readonly reason: Reason | undefined;
  /** What is wrong with the answer itself; undefined when it is a proper one. */
  readonly fault: string | undefined;
}

export interface GrpcDoor {
  send(method: RpcMethod, bytes: Buffer, callerToken?: string): Promise<GrpcVerdict>;
  close(): void;
}

const never = new Set([
  status.INTERNAL,
  status.UNKNOWN,
  status.DATA_LOSS,
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
]);
const asIs = (bytes: Buffer): Buffer => bytes;

/** Sends bytes as they are and judges the answer: OK, or a status that is not our fault, with a known reason. */
export function grpcDoorTo(address: string): GrpcDoor {
  const client = new Client(address, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
  return {
    send: (method, bytes, callerToken) =>
      new Promise((resolve) => {
        const metadata = new Metadata();
        if (callerToken !== undefined) metadata.set('x-caller', callerToken);
        const options = { deadline: Date.now() + 20_000 };
        client.makeUnaryRequest(method.path, asIs, asIs, bytes, metadata, options, (error) =>
          resolve(error ? verdictOf(error, bytes.length) : { ok: true, reason: undefined, fault: undefined }),
        );
      }),
    close: () => client.close(),
  };
}

function verdictOf(error: ServiceError, size: number): GrpcVerdict {
  const [details] = error.metadata?.get('grpc-status-details-bin') ?? [];
  const words: readonly string[] = Buffer.isBuffer(details)
    ? (details.toString('latin1').match(/[A-Z][A-Z_]{2,62}/g) ?? [])
    : [];
  const reason = words.find((word): word is Reason => isReason(word));
  // What is far too large is refused by the transport before it is ours.
  const byTransport = error.code === status.RESOURCE_EXHAUSTED && size > 65_536;
  const fault =
    never.has(error.code) || (!reason && !byTransport) ? `${status[error.code]} ${error.details}` : undefined;
  return { ok: false, reason, fault };
}
