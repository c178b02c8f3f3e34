import { Client, credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import { expect, test } from '@jest/globals';
import { captureLog } from '@platform/testing';
import { offerReflection } from '../src/reflection.ts';

test.each(['v1', 'v1alpha'])(
  'the contracts of the offered services are listed, and no others (%s)',
  async (version) => {
    const server = new Server();
    offerReflection(server, ['identity.v1.IdentityService'], captureLog().log);
    const port = await new Promise<number>((resolve, reject) => {
      const address = '127.0.0.1:0';
      server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    const same = (value: Buffer): Buffer => value;
    const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
    const stream = client.makeBidiStreamRequest(path, same, same);
    const answer = await new Promise<Buffer>((resolve, reject) => {
      stream.on('data', resolve).on('error', reject);
      stream.write(Buffer.from([0x3a, 0]));
    });
    stream.end();
    client.close();
    server.forceShutdown();
    expect(answer.toString('latin1')).toContain('identity.v1.IdentityService');
    expect(answer.toString('latin1')).not.toContain('TokenService');
  },
);
