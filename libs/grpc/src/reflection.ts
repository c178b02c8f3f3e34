import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Server } from '@grpc/grpc-js';
import type { Logger } from '@platform/telemetry';

/**
 * Offers reflection for people who try RPCs by hand; development only. The contracts are read from the repository's
 * proto folder, where the package `identity.v1` lies in `identity/v1` (buf lint holds that).
 */
export async function offerReflection(server: Server, names: readonly string[], log: Logger): Promise<void> {
  const root = protoRoot();
  const files = root ? names.flatMap((name) => protosOf(root, name)) : [];
  if (!root || files.length === 0) {
    log.warn({ names }, 'no contracts found, reflection is off');
    return;
  }
  const [{ ReflectionService }, { loadSync }] = await Promise.all([
    import('@grpc/reflection'),
    import('@grpc/proto-loader'),
  ]);
  new ReflectionService(loadSync(files, { includeDirs: [root] }), { services: [...names] }).addToServer(server);
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
