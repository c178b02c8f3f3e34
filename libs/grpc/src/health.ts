import { createRequire } from 'node:module';
import type { Server } from '@grpc/grpc-js';
import type { HealthImplementation } from 'grpc-health-check';
import { offerLate } from './late-service.ts';

/** How often the service is asked whether it is well; watchers hear of a change this late. */
const everyMs = 500;
const methods = [
  { path: '/grpc.health.v1.Health/Check', requestStream: false, responseStream: false },
  { path: '/grpc.health.v1.Health/List', requestStream: false, responseStream: false },
  { path: '/grpc.health.v1.Health/Watch', requestStream: false, responseStream: true },
];

/** Offers grpc.health.v1.Health for the named services and for the whole (''); `stop` says that none serves any more. */
export function offerHealth(
  server: Server,
  names: readonly string[],
  problems: () => readonly string[],
): { stop(): void } {
  const every = ['', ...names];
  let said: 'SERVING' | 'NOT_SERVING' = 'SERVING';
  let health: HealthImplementation | undefined;
  offerLate(server, methods, (taker) => {
    const library: typeof import('grpc-health-check') = createRequire(import.meta.url)('grpc-health-check');
    health = new library.HealthImplementation(Object.fromEntries(every.map((name) => [name, said])));
    health.addToServer(taker);
  });
  const say = (status: typeof said) => {
    if (status === said) return;
    said = status;
    for (const name of every) health?.setStatus(name, status);
  };
  const look = () => say(problems().length === 0 ? 'SERVING' : 'NOT_SERVING');
  look();
  const timer = setInterval(look, everyMs).unref();
  return {
    stop: () => {
      clearInterval(timer);
      say('NOT_SERVING');
    },
  };
}
