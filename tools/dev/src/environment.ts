import { join } from 'node:path';
import type { ServerUrls } from '@platform/local-servers';
import type { Occupant } from './addresses.ts';
import { inherited } from './config.ts';
import { root } from './root.ts';
import { callerKeys, type Secrets } from './secrets.ts';
import { type Watching, watchingOf } from './watchers.ts';

/** What every process of a house shares. */
export interface Surroundings {
  readonly servers: ServerUrls;
  readonly secrets: Secrets;
  readonly occupants: readonly Occupant[];
  readonly dataDir: string;
  /** Set: databases, consumer groups and job queues end in it, so that houses can share servers. */
  readonly suffix: string;
  /** A real mail provider instead of the stand-in. */
  readonly resend?: { readonly apiKey: string; readonly baseUrl?: string } | undefined;
  /** Set: everybody reports to the operators' pages. */
  readonly watching?: Watching | undefined;
  /** Laid over everything else. */
  readonly env: Readonly<Record<string, string>>;
}

type Environment = Record<string, string | undefined>;

/** The whole environment of one process. No process learns a secret that it does not use. */
export function environmentOf(occupant: Occupant, around: Surroundings): Environment {
  const { name, spec, doors } = occupant;
  const { servers, secrets, dataDir, suffix, watching, env } = around;
  const queues = suffix && new URL(servers.redisUrl);
  if (queues) queues.searchParams.set('prefix', `bull${suffix}`);
  return {
    ...inherited(),
    OTEL_SERVICE_NAME: name,
    GRPC_ADDRESS: doors.grpc,
    HTTP_ADDRESS: doors.health,
    PUBLIC_HTTP_ADDRESS: doors.http,
    MONGO_URL: servers.mongoUrl,
    MONGO_DATABASE: `${spec.name}${suffix}`,
    KAFKA_BROKERS: servers.brokers,
    KAFKA_GROUP_SUFFIX: suffix,
    REDIS_URL: queues ? queues.href : servers.redisUrl,
    CALLER_KEYS: callerKeys(secrets),
    CALLER_PRIVATE_KEY: secrets.callers[spec.issuer ?? '']?.privateKey,
    JOURNAL_DIR: join(dataDir, 'services', name, 'journal'),
    DEVELOPMENT: 'true',
    // Libraries take the forms that everybody else gets, not those for their own developers: a mail is written in 2.0 instead of 2.8 ms.
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
    ...Object.fromEntries((spec.secrets ?? []).map((variable) => [variable, secrets.variables[variable]])),
    ...neighbours(around.occupants),
    ...(spec.name === 'notification' ? mail(around) : {}),
    ...(spec.name === 'console-gateway' ? pages(around) : {}),
    ...(watching && watchingOf(occupant, around.occupants, watching, dataDir)),
    ...env,
  };
}

/** The variables in which the first instance of each service is found. */
export function neighbours(all: readonly Occupant[]): Environment {
  const found: Environment = {};
  for (const { spec, doors } of all) if (spec.addressVariable) found[spec.addressVariable] ??= doors.grpc;
  const console = doorOf(all, 'console-gateway')?.http;
  if (console) found.APP_URL = `http://${console}`;
  return found;
}

function mail({ resend, occupants }: Surroundings): Environment {
  if (resend) return { RESEND_API_KEY: resend.apiKey, RESEND_BASE_URL: resend.baseUrl };
  return {
    RESEND_API_KEY: 're_development',
    RESEND_BASE_URL: `http://${doorOf(occupants, 'resend-stand-in')?.health}`,
  };
}

/** The console's pages, and the mails of the stand-in where it is the provider. */
function pages({ resend, occupants }: Surroundings): Environment {
  const standIn = doorOf(occupants, 'resend-stand-in')?.health;
  return {
    CONSOLE_DIR: join(root, 'apps/console-web/dist'),
    LOCAL_INBOX_URL: standIn && !resend ? `http://${standIn}` : '',
  };
}

export const doorOf = (all: readonly Occupant[], name: string) => all.find((each) => each.name === name)?.doors;
