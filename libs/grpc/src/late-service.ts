import type { Server } from '@grpc/grpc-js';

/** A method as a server has to know it before anybody calls it. */
export interface LateMethod {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** What takes a service: a server, or what only keeps it. */
type Taker = Pick<Server, 'addService'>;
type Service = Parameters<Taker['addService']>[0];

interface Offered {
  readonly definition: Service[string];
  readonly handle: (...call: readonly unknown[]) => unknown;
}

/**
 * Offers methods whose services `make` adds to what it is given, once, when one of them is called for the first time: libraries that
 * read contracts would hold up the start of every process, and few processes are ever asked. The call fails when `make` raises an
 * error, or does not offer what was promised.
 */
export function offerLate(server: Taker, methods: readonly LateMethod[], make: (taker: Taker) => void): void {
  let made: ReadonlyMap<string, Offered> | undefined;
  const late = (path: string): Offered => {
    made ??= offeredBy(make);
    const found = made.get(path);
    if (!found) throw new TypeError(`${path} is promised but not offered`);
    return found;
  };
  const definitions = methods.map((method) => [method.path, lateDefinition(method, late)]);
  const handlers = methods.map(({ path }) => [path, (...call: unknown[]) => late(path).handle(...call)]);
  server.addService(Object.fromEntries(definitions), Object.fromEntries(handlers));
}

/** Bytes go through the definition that comes with the service. */
const lateDefinition = (method: LateMethod, late: (path: string) => Offered): Service[string] => ({
  ...method,
  requestSerialize: (value) => late(method.path).definition.requestSerialize(value),
  requestDeserialize: (bytes) => late(method.path).definition.requestDeserialize(bytes),
  responseSerialize: (value) => late(method.path).definition.responseSerialize(value),
  responseDeserialize: (bytes) => late(method.path).definition.responseDeserialize(bytes),
});

function offeredBy(make: (taker: Taker) => void): ReadonlyMap<string, Offered> {
  const offered = new Map<string, Offered>();
  make({
    addService: (service, implementation) => {
      for (const [name, definition] of Object.entries(service)) {
        // An implementation has its methods by their names in the contract, or as JavaScript writes them.
        const handler = implementation[name] ?? implementation[definition.originalName ?? name];
        if (!handler) continue;
        const handle = (...call: readonly unknown[]): unknown => Reflect.apply(handler, implementation, call);
        offered.set(definition.path, { definition, handle });
      }
    },
  });
  return offered;
}
