import { join } from 'node:path';
import { ServerProblem, type ServerUrls } from '@platform/local-servers';
import { type Occupant, occupants } from './addresses.ts';
import { environmentOf, type Surroundings } from './environment.ts';
import { type Patience, type Resident, type ResidentPlan, resident } from './resident.ts';
import { startAll, stopAll } from './residents.ts';
import { root } from './root.ts';
import { houseSecrets } from './secrets.ts';
import { mailProvider, services } from './services.ts';
import { type Watching, watchersOf } from './watchers.ts';

export interface HouseOptions {
  readonly servers: ServerUrls;
  /** Secrets, journals and logs are kept here. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** Names of services; all when absent. */
  readonly only?: readonly string[] | undefined;
  /** How many processes of a service, where it is not one: `{ activation: 2 }`. */
  readonly instances?: Readonly<Record<string, number>>;
  /** The documented ports where they are free, instead of any free ones. */
  readonly usualPorts?: boolean;
  /** Databases, consumer groups and queues end in it, so that several houses can share servers. */
  readonly suffix?: string;
  readonly resend?: Surroundings['resend'];
  /** Set: the operators' pages and the canary are started, too, and everybody reports to them. */
  readonly watching?: Watching | undefined;
  /** Settings for every process, over all others. */
  readonly env?: Readonly<Record<string, string>>;
  readonly times?: Patience;
  /** Aborted: a start that is under way is given up, and what had come up is stopped. */
  readonly signal?: AbortSignal;
}

export interface House {
  /** `host:port` of the gRPC servers by process: `identity`, …, `activation-2`. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly urls: HouseUrls;
  readonly names: readonly string[];
  /** Stops all processes, in the reverse order of their start; the servers are left as they are. */
  stop(): Promise<void>;
  /** Asks the process to end, as an operator does: it leaves its consumer groups at once. It stays away until `restart`. */
  end(name: string): Promise<void>;
  /** `kill -9`; the process stays dead until `restart`. */
  kill(name: string): Promise<void>;
  /** Stops it if it runs, starts it and waits until it is ready, on the same addresses. */
  restart(name: string): Promise<void>;
  /** The living process, to send signals to: SIGSTOP and SIGCONT, or a SIGKILL that the house answers with a new start. */
  process(name: string): { readonly pid: number; kill(signal: NodeJS.Signals): void };
  logFile(name: string): string;
}

export interface HouseUrls {
  /** The first gateway process, and all. */
  readonly gateway: string;
  readonly gateways: readonly string[];
  /** The public HTTP door of the first activation process, and of all. */
  readonly activation: string;
  readonly activations: readonly string[];
  /** The inbox of the mail provider's stand-in. */
  readonly mail: string;
  /** The operators' pages, where the house is watched. */
  readonly operators?: string;
  /** Health and metrics by process. */
  readonly health: Readonly<Record<string, string>>;
}

/** Starts every service as a process of its own, wave after wave, and keeps them alive. Raises ServerProblem. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { servers, dataDir, log = () => {}, only, instances = {}, usualPorts = false, suffix = '', env = {} } = options;
  const { resend, watching } = options;
  const wanted = services.filter(({ name }) => (only ? only.includes(name) : name !== mailProvider.name || !resend));
  const watchers = watching ? watchersOf(resend !== undefined) : [];
  const all = await occupants([...wanted, ...watchers], instances, usualPorts);
  const secrets = await houseSecrets(dataDir);
  const around = { servers, secrets, occupants: all, dataDir, suffix, resend, watching, env };
  const residents = all.map((each) => resident(planOf(each, around), log, options.times));
  await startAll(residents, log, options.signal);
  return house(residents, all);
}

/** The command line and surroundings of one service's process. */
export function planOf(occupant: Occupant, around: Surroundings): ResidentPlan {
  const { name, spec, doors } = occupant;
  const register = join(root, 'libs/telemetry/dist/register.js');
  const entry = join(root, spec.folder, spec.entry ?? 'dist/main.js');
  return {
    name,
    wave: spec.wave,
    folder: join(around.dataDir, 'services', name),
    logFile: join(around.dataDir, 'logs', `${name}.log`),
    readyUrl: spec === mailProvider ? `http://${doors.health}/inbox` : `http://${doors.health}/readyz`,
    command: {
      file: process.execPath,
      args: [...(spec.nodeOptions ?? []), '--import', register, entry],
      env: environmentOf(occupant, around),
    },
  };
}

function house(residents: readonly Resident[], all: readonly Occupant[]): House {
  const find = (name: string): Resident => {
    const found = residents.find((each) => each.name === name);
    if (found) return found;
    throw new ServerProblem(`nobody here is called ${name}`, residents.map((each) => each.name).join(', '));
  };
  return {
    addresses: Object.fromEntries(all.flatMap(({ name, doors }) => (doors.grpc ? [[name, doors.grpc]] : []))),
    urls: urlsOf(all),
    names: residents.map(({ name }) => name),
    stop: () => stopAll(residents),
    end: (name) => find(name).stop(),
    kill: (name) => find(name).kill(),
    restart: async (name) => {
      await find(name).stop();
      await find(name).start();
    },
    process: (name) => livingProcess(find(name)),
    logFile: (name) => find(name).logFile,
  };
}

function livingProcess(resident: Resident) {
  const [name, alive] = [resident.name, resident.pid()];
  if (alive === undefined) throw new ServerProblem(`${name} does not run`, `restart('${name}')`);
  return { pid: alive, kill: (signal: NodeJS.Signals) => void process.kill(alive, signal) };
}

function urlsOf(all: readonly Occupant[]): HouseUrls {
  const http = (name: string) =>
    all.flatMap(({ spec, doors }) => (spec.name === name && doors.http ? [`http://${doors.http}`] : []));
  const gateways = http('console-gateway');
  const activations = http('activation');
  const mail = all.find(({ spec }) => spec === mailProvider)?.doors.health;
  const [operators] = http('observe');
  return {
    gateway: gateways[0] ?? '',
    gateways,
    activation: activations[0] ?? '',
    activations,
    mail: mail ? `http://${mail}` : '',
    ...(operators !== undefined && { operators }),
    health: Object.fromEntries(all.map(({ name, doors }) => [name, `http://${doors.health}`])),
  };
}
