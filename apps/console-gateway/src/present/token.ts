import type { views } from '@platform/console-api';
import { token as wire } from '@platform/contracts';
import type { z } from 'zod';
import { bornAt, instant, nameOf, orAbsent } from './wire.ts';

type TokenView = z.output<typeof views.token>;

export const presentToken = (token: wire.Token): TokenView => ({
  id: token.id,
  workspace_id: token.workspaceId,
  user_id: orAbsent(token.userId),
  type: nameOf(wire.CredentialKind, token.kind) as TokenView['type'],
  status: nameOf(wire.CredentialStatus, token.status) as TokenView['status'],
  display: token.display,
  generation: token.generation,
  created_at: bornAt(token.createdAt),
  last_used_at: instant(token.lastUsedAt),
  revision: Number(token.revision),
});

export const presentReceipt = (receipt: wire.RevocationReceipt): z.output<typeof views.receipt> => ({
  token_id: receipt.tokenId,
  successor_id: receipt.successorId,
  revoked_at: bornAt(receipt.revokedAt),
  epoch: Number(receipt.epoch),
  reason: receipt.reason,
  outstanding_leases: receipt.outstandingLeases,
  latest_lease_not_after: instant(receipt.latestLeaseNotAfter),
});
