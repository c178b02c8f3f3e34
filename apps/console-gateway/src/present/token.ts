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
  value_given_at: instant(token.valueGivenAt),
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
  leases_counted: receipt.leasesCounted,
});

export const presentResetImpacts = (impacts: wire.ResetImpacts): z.output<typeof views.resetImpacts> => ({
  outstanding_leases: impacts.outstandingLeases,
  latest_lease_not_after: instant(impacts.latestLeaseNotAfter),
  leases_counted: impacts.leasesCounted,
  emulators: impacts.emulators.map(({ machine, productVersion, activatedAt, leaseNotAfter }) => ({
    machine,
    product_version: productVersion,
    activated_at: bornAt(activatedAt),
    lease_not_after: bornAt(leaseNotAfter),
  })),
});
