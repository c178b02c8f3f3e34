import { expect, test } from '@jest/globals';
import { fold, isCoded } from '@platform/kernel';
import fc from 'fast-check';
import { openPool } from './open-pool.ts';
import { evolvePool, initialPool, type Pool } from './pool.ts';
import { freeSeat, takeSeat } from './take-seat.ts';

const workspaceId = 'ws_1';
const opened = (cap: number, reserved = 0): Pool => {
  const closed = initialPool('lic_1');
  const command = { workspaceId, subscriptionId: 'sub_1', planCode: 'trial', total: cap, cap };
  return { ...fold(evolvePool, closed, openPool(closed, command)), reserved };
};

test('a pool opens once', () => {
  const again = { workspaceId: 'ws_2', subscriptionId: 'sub_2', planCode: 'team', total: 99, cap: 99 };
  expect(opened(5)).toMatchObject({ workspaceId, total: 5, cap: 5, used: 0, reserved: 0 });
  expect(openPool(opened(5), again)).toEqual([]);
});

test('the last license is given, one more is not, and the refusal says why', () => {
  const one = opened(1);
  const full = fold(evolvePool, one, takeSeat(one, { workspaceId, userId: 'usr_1' }));
  expect(full.used).toBe(1);
  expect(() => takeSeat(full, { workspaceId, userId: 'usr_2' })).toThrow(
    expect.objectContaining({
      reason: 'NO_SEATS_AVAILABLE',
      metadata: {
        ...{ total: '1', used: '1', reserved: '0', effective_cap: '1' },
        why: '1 of 1 are assigned, 0 are reserved for invitations.',
      },
    }),
  );
});

test('reserved licenses are as good as taken', () => {
  expect(() => takeSeat(opened(2, 2), { workspaceId, userId: 'usr_1' })).toThrow(
    expect.objectContaining({
      metadata: expect.objectContaining({
        why: '0 of 2 are assigned, 2 are reserved for invitations.',
      }),
    }),
  );
});

test('the pool of another workspace is not told apart from none', () => {
  for (const pool of [opened(5), initialPool('lic_1')]) {
    expect(() => takeSeat(pool, { workspaceId: 'ws_2', userId: 'usr_1' })).toThrow(
      expect.objectContaining({ reason: 'LICENSE_POOL_NOT_FOUND', metadata: { resource: 'lic_1' } }),
    );
  }
});

test('whatever is taken and given back, used + reserved never passes the cap and equals a recount (Q-2)', () => {
  const step = fc.record({ userId: fc.nat(9).map((n) => `usr_${n}`), takes: fc.boolean() });
  fc.assert(
    fc.property(fc.nat(6), fc.nat(3), fc.array(step, { maxLength: 80 }), (cap, reserved, steps) => {
      let pool = opened(cap, Math.min(cap, reserved));
      const holders = new Set<string>();
      for (const { userId, takes } of steps) {
        if (takes === holders.has(userId)) continue;
        try {
          const events = takes ? takeSeat(pool, { workspaceId, userId }) : freeSeat(pool, { userId });
          pool = fold(evolvePool, pool, events);
          if (takes) holders.add(userId);
          else holders.delete(userId);
        } catch (error) {
          expect(isCoded(error, 'NO_SEATS_AVAILABLE')).toBe(true);
          expect(pool.used + pool.reserved).toBe(pool.cap);
        }
        expect(pool.used).toBe(holders.size);
        expect(pool.used + pool.reserved).toBeLessThanOrEqual(pool.cap);
      }
    }),
  );
});
