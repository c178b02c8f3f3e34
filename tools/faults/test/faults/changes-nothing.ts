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

/** What became of a request. `not now`: refused for how things stand, so that it may be taken after others. */
export type Outcome = 'taken' | 'refused' | 'not now';

/** What a status of HTTP says of it; that of an RPC is the one of its reason. */
export const outcomeOf = (status: number): Outcome => {
  if (status < 400) return 'taken';
  return status === 409 ? 'not now' : 'refused';
};

/**
 * What is refused, whatever is sent besides. What may be taken is sent to see whether it is, and what is not taken now once more, until
 * nothing else is; what must not be taken, whatever the answer, is not sent before it is to change nothing.
 */
export async function refusedOf<Item>(
  all: readonly Item[],
  send: (item: Item) => Promise<Outcome>,
  mustFail: (item: Item) => boolean,
): Promise<Item[]> {
  const refused = all.filter(mustFail);
  let open = all.filter((item) => !mustFail(item));
  for (let before = Number.POSITIVE_INFINITY; open.length < before; ) {
    before = open.length;
    const outcomes = await pooled(open, send);
    refused.push(...open.filter((_, index) => outcomes[index] === 'refused'));
    open = open.filter((_, index) => outcomes[index] === 'not now');
  }
  return [...refused, ...open];
}

/** Sends everything that is refused, and shows that nothing in any database is different afterwards. */
export async function mustChangeNothing<Item>(
  stage: Stage,
  refused: readonly Item[],
  send: (item: Item) => Promise<Outcome>,
  said: (item: Item) => string,
): Promise<void> {
  await atRest(stage);
  const before = await contentOf(stage.databases, noise);
  const outcomes = await pooled(refused, send);
  await atRest(stage);
  expect(refused.filter((_, index) => outcomes[index] === 'taken').map(said)).toEqual([]);
  expect(differences(before, await contentOf(stage.databases, noise))).toEqual([]);
}
