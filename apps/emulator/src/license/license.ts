import { after } from '@platform/kernel';
import type { LeaseClaims } from '@platform/lease';

/** A license that is there, whether the server was asked or the lease of an earlier start stood in. */
export interface ActiveLicense {
  readonly mode: 'online' | 'offline';
  readonly claims: LeaseClaims;
  readonly decisionId: string;
  /** How far the clock of this machine was ahead of the server's when that gave the lease; 0 where nobody could be asked. */
  readonly clockAheadMs: number;
}

/** How the emulator stands with its license: what /info, /license and the log say. */
export type License = { readonly mode: 'off' } | ActiveLicense;

/** The time as the server has it, as far as we know: that of the local clock, put right by the server's last answer. */
export const timeBeside = (license: License, local: Date): Date =>
  license.mode === 'off' ? local : after(local, -license.clockAheadMs);

/** True while a lease is valid (contract §6.5, rule 7); a running emulator keeps its work after that. */
export const isActivated = (license: License, local: Date): boolean =>
  license.mode !== 'off' && timeBeside(license, local).getTime() / 1_000 < license.claims.exp;
