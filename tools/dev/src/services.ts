/** One service of the house: how it is called, where its code is, who it is to the others. */
export interface ServiceSpec {
  /** The name of its process, log file and database. */
  readonly name: string;
  readonly folder: string;
  /** What is started, below the folder. Default: `dist/main.js`. */
  readonly entry?: string;
  /** As it signs its calls; undefined for one that calls nobody and is called by nobody of ours. */
  readonly issuer?: string;
  /** The variable in which the others find its gRPC address. */
  readonly addressVariable?: string;
  /** The ports of a house that has the machine for itself. */
  readonly ports: { readonly grpc?: number; readonly health: number; readonly http?: number };
  /** Started together with the others of its wave, after the waves before. */
  readonly wave: number;
  /** Settings that only it may know. */
  readonly secrets?: readonly SecretVariable[];
  readonly nodeOptions?: readonly string[];
}

export type SecretVariable = 'TOKEN_PEPPERS' | 'TOKEN_SEALING_KEYS' | 'MAIL_SEALING_KEY' | 'LEASE_SIGNING_KEYS';

/**
 * What a process takes while it loads its code, and in a rush, it gives back at rest: each stays under 150 MB then. Held down by
 * options of the heap instead, it would collect more in all its work. The room for what is young, which grows from one megabyte, has four
 * from the start: to load its code costs a process a seventh less then.
 */
const heap: readonly string[] = ['--expose-gc', '--min-semi-space-size=4'];

/** The mail provider's stand-in has one door, which is its health as well. */
export const mailProvider: ServiceSpec = {
  name: 'resend-stand-in',
  folder: 'libs/resend-stand-in',
  ports: { health: 8025 },
  wave: 0,
};

const service = (name: string, issuer: string, number: number, more: Partial<ServiceSpec> = {}): ServiceSpec => ({
  name,
  folder: `apps/${name}`,
  issuer,
  addressVariable: `${issuer.toUpperCase()}_ADDRESS`,
  ports: { grpc: 7000 + number, health: 9000 + number },
  wave: 1,
  nodeOptions: heap,
  ...more,
});

export const services: readonly ServiceSpec[] = [
  mailProvider,
  service('identity', 'identity', 1, { secrets: ['MAIL_SEALING_KEY'] }),
  service('workspace-membership', 'workspace', 2),
  service('licensing', 'licensing', 3),
  service('token', 'token', 4, { secrets: ['TOKEN_PEPPERS', 'TOKEN_SEALING_KEYS'] }),
  service('activation', 'activation', 5, {
    ports: { grpc: 7005, health: 9005, http: 7105 },
    secrets: ['TOKEN_PEPPERS', 'LEASE_SIGNING_KEYS'],
    // Whatever lives for one activation only has room to die young: held down, it would cost an activation a tenth and more.
    nodeOptions: [...heap, '--max-semi-space-size=16'],
  }),
  service('notification', 'notification', 6, { secrets: ['MAIL_SEALING_KEY'] }),
  service('legacy-migration', 'legacy', 7),
  {
    name: 'console-gateway',
    folder: 'apps/console-gateway',
    issuer: 'gateway',
    ports: { grpc: 7008, health: 9008, http: 8080 },
    wave: 2,
    // A thousand pages hold a line open here, and many changes reach them all: with the room that Node gives it would take more than
    // twice the memory meanwhile. With half of this young generation a sixth of a read would be its collection.
    nodeOptions: [...heap, '--heap-growing-percent=20', '--max-semi-space-size=4'],
  },
];

/** Everyone who signs calls: the services and the operator at the keyboard. */
export const issuers: readonly string[] = [
  ...services.flatMap(({ issuer }) => (issuer === undefined ? [] : [issuer])),
  'operator',
];
