import type { LeaseClaims } from '@platform/lease';

/** How the emulator stands with its license: what /info, /license and the log say. */
export type License =
  | { readonly mode: 'off' }
  | { readonly mode: 'online' | 'offline'; readonly claims: LeaseClaims; readonly decisionId: string };

/** True while a lease is valid (contract §6.5, rule 7); a running emulator keeps its work after that. */
export const isActivated = (license: License, now: Date): boolean =>
  license.mode !== 'off' && now.getTime() / 1_000 < license.claims.exp;
