import { counter, type Logger } from '@platform/telemetry';
import type { Token } from './domain/token.ts';

const issued = counter('token_issued', 'Developer Auth Tokens that came into being with a membership.');
const resets = counter('token_resets', 'Resets of Developer Auth Tokens, by reason.');
const revealed = counter('token_revealed', 'Values of Developer Auth Tokens that were shown.');
const revoked = counter('token_revoked', 'Developer Auth Tokens that ended with a membership.');
const registered = counter('token_legacy_keys_registered', 'Legacy keys that were taken in or known already.');
const leasesUncounted = counter('token_leases_uncounted', 'Receipts and previews of resets without a count of leases.');

const named = ({ id: tokenId, workspaceId, userId }: Token) => ({ tokenId, workspaceId, userId });

export function tokenIssued(log: Logger, token: Token): void {
  issued.add(1);
  log.info(named(token), 'developer token issued');
}

export function tokenReset(log: Logger, token: Token, successorId: string): void {
  resets.add(1, { reason: token.why });
  log.info({ ...named(token), successorId }, 'developer token reset');
}

export function tokenRevealed(log: Logger, token: Token): void {
  revealed.add(1);
  log.info(named(token), 'developer token revealed');
}

export function tokenRevoked(log: Logger, token: Token): void {
  revoked.add(1);
  log.info(named(token), 'developer token revoked');
}

export function legacyKeysRegistered(
  log: Logger,
  taken: { readonly new: number; readonly known: number; readonly refused: number },
): void {
  registered.add(taken.new, { outcome: 'new' });
  registered.add(taken.known, { outcome: 'known' });
  log.info(taken, 'legacy keys registered');
}

export function leasesNotCounted(log: Logger, tokenId: string, err: unknown): void {
  leasesUncounted.add(1);
  log.warn({ tokenId, err }, 'what a reset takes away is told without a count of leases');
}
