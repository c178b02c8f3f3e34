import { expect, test } from '@jest/globals';
import { refuse } from '@platform/kernel';
import { logger } from '@platform/telemetry';
import { later, rotated, successorId } from '../test/samples.ts';
import { revocationReceipt } from './revocation-receipt.ts';

const log = logger('token', { level: 'silent' });
const dead = { id: rotated.id, state: rotated, version: 2, updatedAt: later };

test('the receipt says what died, when, why and which leases are left', async () => {
  const latestNotAfter = new Date('2026-03-02T18:00:00Z');
  const receipt = await revocationReceipt(
    { log, countLeases: async () => ({ outstanding: 3, latestNotAfter, holders: [] }) },
    dead,
  );
  expect(receipt).toEqual({
    tokenId: rotated.id,
    successorId,
    revokedAt: later,
    epoch: 2n,
    reason: 'routine',
    leasesCounted: true,
    outstandingLeases: 3,
    latestLeaseNotAfter: latestNotAfter,
  });
});

test('without an answer from activation it says so and names the latest possible end', async () => {
  const countLeases = () => Promise.reject(refuse('DEPENDENCY_UNAVAILABLE'));
  const receipt = await revocationReceipt({ log, countLeases }, dead);
  expect(receipt).toMatchObject({ leasesCounted: false, outstandingLeases: 0 });
  expect(receipt.latestLeaseNotAfter).toEqual(new Date('2026-03-03T10:00:00Z'));
});
