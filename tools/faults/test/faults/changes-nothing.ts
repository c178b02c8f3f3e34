import { expect } from '@jest/globals';
import { eventually } from '@platform/testing';
import { contentOf, differences, type Noise, pooled, type Stage, unrest } from '../../src/index.ts';

/** What a refused request may leave behind. Everything else must be byte for byte as it was. */
const noise: Noise = {
  places: {
    'identity.guards': 'failed proofs are counted: that is the refusal at work',
    'activation.decisions': 'every refusal is recorded with its reasons',
    'activation.outbox': 'and told: ActivationRefused',
    'activation.leases': 'the right to relay is renewed',
    'activation.instances': 'each says that it lives',
    'activation.signing_keys': 'and with which key it signs',
    'identity.doors': 'a gateway that is asked is kept posted',
    'workspace-membership.doors': 'a gateway that is asked is kept posted',
    'identity.leases': 'the right to relay is renewed',
    'licensing.leases': 'the right to relay is renewed',
    'token.leases': 'the right to relay is renewed',
    'workspace-membership.leases': 'the right to relay is renewed',
    'notification.leases': 'the right to relay is renewed',
    'legacy-migration.leases': 'the right to relay is renewed',
  },
  fields: { 'identity.sessions': ['state.lastSeenAt', 'version', 'updated_at'] },
};

const atRest = (stage: Stage) =>
  eventually(async () => expect(await unrest(stage.databases, stage.kafka)).toEqual([]), { within: 60_000 });

/**
 * What is refused. What may be taken is sent to see whether it is; what must not, whatever the answer, is not sent before it is to
 * change nothing.
 */
export async function refusedOf<Item>(
  all: readonly Item[],
  taken: (item: Item) => Promise<boolean>,
  mustFail: (item: Item) => boolean,
): Promise<Item[]> {
  const open = all.filter((item) => !mustFail(item));
  const answers = await pooled(open, taken);
  return [...all.filter(mustFail), ...open.filter((_, index) => !answers[index])];
}

/**
 * Sends everything that is refused, and shows that nothing in any database is different afterwards. What is taken now was
 * refused for what others had done before it (a license is assigned, then it is not): it is left out, once more.
 */
export async function mustChangeNothing<Item>(
  stage: Stage,
  refused: readonly Item[],
  taken: (item: Item) => Promise<boolean>,
): Promise<void> {
  await atRest(stage);
  const before = await contentOf(stage.databases, noise);
  const answers = await pooled(refused, taken);
  const still = refused.filter((_, index) => !answers[index]);
  await atRest(stage);
  if (still.length < refused.length) {
    expect(refused.length - still.length).toBeLessThan(10);
    return mustChangeNothing(stage, still, taken);
  }
  expect(differences(before, await contentOf(stage.databases, noise))).toEqual([]);
}
