import { freePort, isFree } from '@platform/local-servers';
import type { ServiceSpec } from './services.ts';

/** Where one process of the house listens; kept for as long as the house stands, so that neighbours find it again. */
export interface Doors {
  readonly health: string;
  readonly grpc?: string;
  /** The public HTTP door of activation and of the gateway. */
  readonly http?: string;
}

/** One process to run: a service may have several. */
export interface Occupant {
  readonly name: string;
  readonly spec: ServiceSpec;
  readonly doors: Doors;
}

/** `instances: { activation: 2 }` gives `activation` and `activation-2`. */
export async function occupants(
  specs: readonly ServiceSpec[],
  instances: Readonly<Record<string, number>>,
  usualPorts: boolean,
): Promise<readonly Occupant[]> {
  const found: Occupant[] = [];
  const taken = new Set<number>();
  for (const spec of specs)
    for (let number = 1; number <= (instances[spec.name] ?? 1); number++) {
      const name = number === 1 ? spec.name : `${spec.name}-${number}`;
      found.push({ name, spec, doors: await doorsOf(spec, usualPorts && number === 1, taken) });
    }
  return found;
}

async function doorsOf({ ports }: ServiceSpec, usual: boolean, taken: Set<number>): Promise<Doors> {
  const address = async (port: number) => `127.0.0.1:${await claimPort(usual ? port : undefined, taken)}`;
  return {
    health: await address(ports.health),
    ...(ports.grpc !== undefined && { grpc: await address(ports.grpc) }),
    ...(ports.http !== undefined && { http: await address(ports.http) }),
  };
}

async function claimPort(usual: number | undefined, taken: Set<number>): Promise<number> {
  let port = usual !== undefined && (await isFree(usual)) ? usual : await freePort();
  while (taken.has(port)) port = await freePort();
  taken.add(port);
  return port;
}
