import { credentials, Client as GrpcClient, Metadata, type ServiceError } from '@grpc/grpc-js';
import {
  type Call,
  type CallerSigner,
  type Client,
  connectTo,
  type RpcOptions,
  rpc,
  type ServeOptions,
  serve,
} from '@platform/grpc';
import { CodedError } from '@platform/kernel';
import { callers, captureLog } from '@platform/testing';
import { type Echo, EchoService } from './echo.ts';

export const house = callers(['gateway', 'echo', 'token', 'licensing']);

export type Handler = (request: Echo, call: Call) => Promise<Echo>;

export interface EchoOptions extends Partial<Omit<ServeOptions<[typeof EchoService]>, 'services'>> {
  readonly rpcOptions?: RpcOptions<Echo, Echo>;
}

/** An echo behind every policy, really listening; `close` ends the server and all clients that were made for it. */
export async function echoServer(handle: Handler = async (request) => request, options: EchoOptions = {}) {
  const { rpcOptions, ...rest } = options;
  const captured = captureLog();
  const served = await serve({
    address: '127.0.0.1:0',
    caller: house.trust('echo'),
    log: captured.log,
    ...rest,
    services: [
      {
        definition: EchoService,
        rpcs: {
          say: rpc('open', handle, rpcOptions),
          sayAsUser: rpc('user', handle, rpcOptions),
          sayAsService: rpc('service', handle, rpcOptions),
          sayAsToken: rpc({ service: ['token'] }, handle, rpcOptions),
          sayAsAnybodyKnown: rpc('caller', handle, rpcOptions),
        },
      },
    ],
  });
  const clients: { close(): void }[] = [];
  const client = (as?: CallerSigner): Client<typeof EchoService> => {
    const made = connectTo(EchoService, served.address, { audience: 'echo', deadlineMs: 20_000, ...(as && { as }) });
    clients.push(made);
    return made;
  };
  const close = async () => {
    for (const one of clients) one.close();
    await served.stop();
  };
  return { ...served, client, close, logged: captured };
}

export type EchoServer = Awaited<ReturnType<typeof echoServer>>;

/** The refusal that a call raised; anything else is a failure of the test. */
export async function raised(call: Promise<unknown>): Promise<CodedError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CodedError)) throw new Error(`expected a CodedError, got ${String(error)}`);
  return error;
}

export interface RawAnswer {
  readonly error?: ServiceError;
  readonly bytes?: Buffer;
}

/** Sends bytes of any kind to an RPC, past our client. */
export function rawCall(
  address: string,
  path: string,
  bytes: Buffer,
  metadata: Readonly<Record<string, string>> = {},
  deadlineMs = 20_000,
): Promise<RawAnswer> {
  const client = new GrpcClient(address, credentials.createInsecure());
  const told = new Metadata();
  for (const [key, value] of Object.entries(metadata)) told.set(key, value);
  const same = (value: Buffer): Buffer => value;
  return new Promise((resolve) => {
    const options = { deadline: Date.now() + deadlineMs };
    client.makeUnaryRequest(path, same, same, bytes, told, options, (error, answer) => {
      client.close();
      resolve(error ? { error } : { bytes: answer ?? Buffer.alloc(0) });
    });
  });
}
