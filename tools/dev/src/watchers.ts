import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Occupant } from './addresses.ts';
import { mailProvider, type ServiceSpec } from './services.ts';

/** What the operators' pages and those who report to them share; made anew with each start of a house. */
export interface Watching {
  /** With which an operator signs in. */
  readonly password: string;
  /** With which processes hand in their spans. */
  readonly otlpSecret: string;
}

/** A way to watch that nobody else knows. */
export const newWatching = (): Watching => ({
  password: randomBytes(15).toString('base64url'),
  otlpSecret: randomBytes(24).toString('base64url'),
});

const pages: ServiceSpec = {
  name: 'observe',
  folder: 'tools/observe',
  ports: { health: 9020, http: 8090 },
  wave: 0,
  nodeOptions: ['--max-semi-space-size=2'],
};

const canary: ServiceSpec = {
  name: 'canary',
  folder: 'tools/observe',
  entry: 'dist/canary/main.js',
  ports: { health: 9021 },
  wave: 3,
  nodeOptions: ['--max-semi-space-size=1'],
};

/** Who watches a house. The canary proves its address by a mail that it can read, so it needs the stand-in. */
export const watchersOf = (realMails: boolean): readonly ServiceSpec[] => (realMails ? [pages] : [pages, canary]);

type Environment = Record<string, string | undefined>;

/** What a process must know to be watched, or to watch. */
export function watchingOf(me: Occupant, all: readonly Occupant[], watching: Watching, dataDir: string): Environment {
  const door = (name: string) => all.find((each) => each.name === name)?.doors;
  const told = { METRICS: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: undefined };
  if (me.spec === pages) return { ...told, ...receiving(all, watching) };
  if (me.spec === canary) {
    const activations = all.filter(({ spec }) => spec.name === 'activation').map(({ doors }) => `http://${doors.http}`);
    return {
      ...told,
      GATEWAY_URL: `http://${door('console-gateway')?.http}`,
      ACTIVATION_URLS: activations.join(','),
      MAIL_URL: `http://${door(mailProvider.name)?.health}`,
      ACCOUNT_FILE: join(dataDir, 'services', me.name, 'account.json'),
    };
  }
  return {
    METRICS: 'true',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${door(pages.name)?.http}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_HEADERS: `x-otlp-secret=${watching.otlpSecret}`,
    OTEL_METRICS_EXPORTER: 'none',
    // A person who looks waits for no more than this.
    OTEL_BSP_SCHEDULE_DELAY: '1000',
  };
}

const receiving = (all: readonly Occupant[], { password, otlpSecret }: Watching): Environment => ({
  OPERATOR_PASSWORD: password,
  OTLP_SECRET: otlpSecret,
  TARGETS: all
    .filter(({ spec }) => spec !== mailProvider)
    .map(({ name, doors }) => `${name}=${doors.health}`)
    .join(','),
});
