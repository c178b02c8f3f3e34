import { randomUUID } from 'node:crypto';
import { hostname, release } from 'node:os';
import { cutTo, requestLimits } from '@platform/lease';
import type { CiContext } from '../ci-evidence.ts';
import type { Presented } from '../credential.ts';
import type { Kept } from '../license/kept.ts';
import type { ActivationRequest } from './outcome.ts';

export const product = 'localstack-pro';

/**
 * How many offline starts are told at once, the newest first to go: the thousand that may be kept would make a request that
 * the server takes for too large (64 KiB), which is trouble and no verdict, at every start from then on.
 */
const TOLD_AT_ONCE = 300;

/** One start of the emulator. */
export interface Start {
  readonly version: string;
  readonly machineId: string;
  readonly sessionId: string;
  readonly isDocker: boolean;
  readonly ci: CiContext;
}

/** The request of a start: a new nonce each time, the same session for all attempts and renewals. */
export function startRequest(
  start: Start,
  credential: Presented,
  kept: Kept | undefined,
  now: Date,
): ActivationRequest {
  const [version = '', build = ''] = start.version.split(':');
  return {
    credential: { value: credential.value, source: credential.source, variables_differ: credential.variablesDiffer },
    product: { name: product, version, build, edition: 'pro' },
    machine: {
      machine_id: start.machineId,
      hostname: cutTo(requestLimits.text, hostname()),
      system: process.platform,
      platform_release: cutTo(requestLimits.text, release()),
      is_docker: start.isDocker,
    },
    session_id: start.sessionId,
    ci: start.ci,
    client_time: now.toISOString(),
    nonce: randomUUID(),
    previous_lease_id: '',
    offline_activations: kept?.offlineStarts.slice(-TOLD_AT_ONCE) ?? [],
  };
}
