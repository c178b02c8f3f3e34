import type { Config } from '../config.ts';
import { CommandFailed, EXIT, type Told } from '../output.ts';

interface LicenseStatus {
  readonly mode: 'off' | 'online' | 'offline';
  readonly is_license_activated: boolean;
  readonly plan?: string;
  readonly lease_expires_at?: string;
  readonly renew_at?: string;
  readonly decision_id?: string;
}

const unreachable = (config: Config) =>
  new CommandFailed(
    EXIT.unreachable,
    'EMULATOR_UNREACHABLE',
    `No emulator answers at ${config.GATEWAY_LISTEN}.`,
    'Start it with `localstack start -d`, or set GATEWAY_LISTEN to where it listens.',
  );

async function ask(config: Config): Promise<LicenseStatus> {
  try {
    const url = `http://${config.GATEWAY_LISTEN}/_localstack/license`;
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    if (!response.ok) throw unreachable(config);
    return (await response.json()) as LicenseStatus;
  } catch {
    throw unreachable(config);
  }
}

/** `license status`: what the running emulator says of its license. */
export async function licenseStatus(config: Config): Promise<Told> {
  const status = await ask(config);
  const {
    mode,
    is_license_activated: active,
    plan,
    lease_expires_at: until,
    renew_at: renewal,
    decision_id: decision,
  } = status;
  const lines =
    mode === 'off'
      ? ['Running without pro features (ACTIVATE_PRO=0).']
      : [
          `License: ${active ? 'active' : 'ended'} (${mode})`,
          `Plan: ${plan}`,
          `Valid until: ${until}`,
          `Renews at: ${renewal}`,
          `Decision: ${decision}`,
        ];
  return { data: { ...status }, lines };
}
