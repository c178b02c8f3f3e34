import type { Outbound } from '@platform/kernel';
import { ApplyFactsRequest, Fact } from './gen/activation/v1/facts_service.ts';

/** The outbox row that pushes a fact to activation. `id` must be unique per (aggregate, version, fact). */
export const packFact = (id: string, key: string, fact: Fact): Outbound<'facts'> => ({
  channel: 'facts',
  topic: fact.about?.$case ?? 'unknown',
  key,
  type: 'activation.v1.Fact',
  id,
  value: Fact.encode(fact).finish(),
});

/** Turns the delivery of outbox rows into one call: `factsChannel((request) => facts.applyFacts(request))`. */
export const factsChannel =
  (apply: (request: ApplyFactsRequest) => Promise<unknown>) =>
  async (rows: readonly Pick<Outbound, 'value'>[]): Promise<void> => {
    await apply(ApplyFactsRequest.fromPartial({ facts: rows.map((row) => Fact.decode(row.value)) }));
  };
