import type { Clock } from '@platform/kernel';
import express, { type Express } from 'express';
import type { Start } from '../activation/start-request.ts';
import { isActivated, type License } from '../license/license.ts';

/** What the status endpoints tell about. */
export interface Status {
  readonly start: Start;
  readonly startedAt: Date;
  readonly clock: Clock;
  readonly license: () => License;
}

/** `/_localstack/info`: exactly these nine fields, in this order (S-109). */
export function info({ start, startedAt, clock, license }: Status) {
  const now = clock.now();
  return {
    version: start.version,
    edition: 'pro',
    is_license_activated: isActivated(license(), now),
    session_id: start.sessionId,
    machine_id: start.machineId,
    system: process.platform,
    is_docker: start.isDocker,
    server_time_utc: now.toISOString().slice(0, 19),
    uptime: Math.max(0, Math.floor((now.getTime() - startedAt.getTime()) / 1_000)),
  };
}

/** `/_localstack/health`: the services of this process and how they are. */
export function health({ start, clock, license }: Status) {
  const now = license();
  const licensing = now.mode === 'off' ? 'disabled' : isActivated(now, clock.now()) ? 'running' : 'error';
  return { services: { licensing }, edition: 'pro', version: start.version };
}

/** `/_localstack/license`: how the license came about and how long it lasts. */
export function licenseStatus({ clock, license }: Status) {
  const now = license();
  if (now.mode === 'off') return { mode: 'off', is_license_activated: false };
  const { claims, decisionId, mode } = now;
  return {
    mode,
    is_license_activated: isActivated(now, clock.now()),
    plan: claims.plan,
    features: claims.feat,
    lease_id: claims.jti,
    lease_expires_at: new Date(claims.exp * 1_000).toISOString(),
    renew_at: new Date(claims.renew_at * 1_000).toISOString(),
    decision_id: decisionId,
  };
}

/** The three status endpoints; everything else is not here. */
export function statusApp(status: Status): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('json spaces', 2);
  app.get('/_localstack/info', (_request, response) => void response.json(info(status)));
  app.get('/_localstack/health', (_request, response) => void response.json(health(status)));
  app.get('/_localstack/license', (_request, response) => void response.json(licenseStatus(status)));
  app.use((_request, response) => void response.status(404).json({ message: 'There is nothing at this address.' }));
  return app;
}
