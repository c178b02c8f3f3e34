import { refuse } from '@platform/kernel';
import type { FactKind } from './fact-key.ts';
import type { ListFactsRequest, ListFactsResponse } from './gen/activation/v1/fact_owner_service.ts';
import type { Fact } from './gen/activation/v1/facts_service.ts';

/** One collection of an owner, and the facts that its aggregates give. */
export interface FactSource {
  readonly kind: FactKind;
  /** At most `limit` aggregates after this id, in the order of their ids; one without a fact gives none. */
  after(id: string, limit: number): Promise<readonly { readonly id: string; readonly fact: Fact | undefined }[]>;
  /** The facts under these keys, each given as what stands behind its kind: `[[workspace, user], …]`. */
  named(keys: readonly (readonly string[])[]): Promise<readonly Fact[]>;
}

const most = 200;

/**
 * Answers ListFacts from an owner's own collections, in pages or by key. A page ends with its collection, so it may be short.
 * Raises PAGE_TOKEN_INVALID, BATCH_TOO_LARGE.
 */
export const listFactsOf =
  (sources: readonly FactSource[]) =>
  async ({ pageSize, pageToken, keys }: ListFactsRequest): Promise<ListFactsResponse> => {
    if (keys.length > most) throw refuse('BATCH_TOO_LARGE', { metadata: { max: `${most}` } });
    if (keys.length > 0) return { facts: await underKeys(sources, keys), nextPageToken: '' };
    const { index, after } = placeOf(pageToken, sources.length);
    const limit = pageSize > 0 && pageSize < most ? pageSize : most;
    const found = (await sources[index]?.after(after, limit)) ?? [];
    const next = found.length < limit ? { index: index + 1, after: '' } : { index, after: found.at(-1)?.id ?? '' };
    const facts = found.flatMap(({ fact }) => fact ?? []);
    return { facts, nextPageToken: next.index < sources.length ? `${next.index}.${next.after}` : '' };
  };

async function underKeys(sources: readonly FactSource[], keys: readonly string[]): Promise<Fact[]> {
  const parts = keys.map((key) => key.split('/'));
  const found = sources.map(async (source) => {
    const mine = parts.flatMap(([kind, ...rest]) => (kind === source.kind ? [rest] : []));
    return mine.length > 0 ? source.named(mine) : [];
  });
  return (await Promise.all(found)).flat();
}

function placeOf(token: string, sources: number) {
  if (token === '') return { index: 0, after: '' };
  const [, index, after] = /^([0-9]{1,2})\.(.*)$/s.exec(token) ?? [];
  if (index === undefined || after === undefined || Number(index) >= sources) {
    throw refuse('PAGE_TOKEN_INVALID', { metadata: { field: 'page_token' } });
  }
  return { index: Number(index), after };
}
