import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { plainPath } from './path.ts';

type Answer = (request: Buffer) => Buffer | Promise<Buffer>;

/**
 * As little around an answer as grpc-js allows: bytes in, bytes out, no channelz, no checks. Prints its address as its
 * first line and lives until its standard input ends.
 */
export async function plainServer(answer: Answer): Promise<void> {
  const server = new Server({ 'grpc.enable_channelz': 0 });
  const bytes = (value: Buffer): Buffer => value;
  const method = {
    path: plainPath,
    requestStream: false,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  };
  const call = async ({ request }: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) => {
    try {
      callback(null, await answer(request));
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
    }
  };
  server.addService({ call: method }, { call });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  process.stdin.resume().once('end', () => process.exit());
  process.stdout.write(`127.0.0.1:${port}\n`);
}
