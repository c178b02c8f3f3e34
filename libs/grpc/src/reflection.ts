import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Server } from '@grpc/grpc-js';
import type { Logger } from '@platform/telemetry';
import { offerLate } from './late-service.ts';

/** The versions that clients speak. */
const methods = ['v1', 'v1alpha'].map((version) => ({
  path: `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
  ...{ requestStream: true, responseStream: true },
}));

/**
 * Offers reflection for people who try RPCs by hand; development only. The contracts are read from the repository's
 * proto folder, where the package `identity.v1` lies in `identity/v1` (buf lint holds that).
 */
export function offerReflection(server: Server, names: readonly string[], log: Logger): void {
  const root = protoRoot();
  const files = root ? names.flatMap((name) => protosOf(root, name)) : [];
  if (!root || files.length === 0) {
    log.warn({ names }, 'no contracts found, reflection is off');
    return;
  }
  offerLate(server, methods, (taker) => {
    const require = createRequire(import.meta.url);
    const { ReflectionService }: typeof import('@grpc/reflection') = require('@grpc/reflection');
    const { loadSync }: typeof import('@grpc/proto-loader') = require('@grpc/proto-loader');
    new ReflectionService(loadSync(files, { includeDirs: [root] }), { services: [...names] }).addToServer(taker);
  });
}

function protosOf(root: string, service: string): string[] {
  const folder = join(root, ...service.split('.').slice(0, -1));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.proto'))
    .map((name) => join(folder, name));
}

/** The nearest `proto` folder beside a buf.yaml, seen from here upwards. */
function protoRoot(): string | undefined {
  for (let here = import.meta.dirname; dirname(here) !== here; here = dirname(here)) {
    if (existsSync(join(here, 'buf.yaml')) && existsSync(join(here, 'proto'))) return join(here, 'proto');
  }
  return undefined;
}
