import type { Server } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';

/** How often the service is asked whether it is well; watchers hear of a change this late. */
const everyMs = 500;

/** Offers grpc.health.v1.Health for the named services and for the whole (''); `stop` says that none serves any more. */
export function offerHealth(
  server: Server,
  names: readonly string[],
  problems: () => readonly string[],
): { stop(): void } {
  const every = ['', ...names];
  const health = new HealthImplementation(Object.fromEntries(every.map((name) => [name, 'SERVING'])));
  health.addToServer(server);
  let said: 'SERVING' | 'NOT_SERVING' = 'SERVING';
  const say = (status: typeof said) => {
    if (status === said) return;
    said = status;
    for (const name of every) health.setStatus(name, status);
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
