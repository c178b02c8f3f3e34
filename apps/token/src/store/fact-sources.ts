import type { FactSource, facts } from '@platform/contracts';
import { above, oneOf, type Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import { legacyCredentialFact } from './legacy-credentials.ts';
import { credentialFact } from './tokens.ts';

type Credential = { readonly lookup: string };
interface Credentials<State> {
  list(
    filter: { readonly id: ReturnType<typeof above> } | { readonly 'state.lookup': ReturnType<typeof oneOf> },
    options?: { readonly limit: number },
  ): Promise<readonly Saved<State>[]>;
}

/** The facts of all credentials as they are now, from the functions that make those which are pushed. */
export const factSources = ({ tokens, legacyCredentials }: Context): readonly FactSource[] => [
  sourceOf(tokens, credentialFact),
  sourceOf(legacyCredentials, legacyCredentialFact),
];

const sourceOf = <State extends Credential>(
  store: Credentials<State>,
  factOf: (state: State, version: number) => facts.Fact,
): FactSource => {
  const told = ({ id, state, version }: Saved<State>) => ({
    id,
    fact: state.lookup === '' ? undefined : factOf(state, version),
  });
  return {
    kind: 'credential',
    after: async (id, limit) => (await store.list({ id: above(id) }, { limit })).map(told),
    named: async (keys) => {
      const found = await store.list({ 'state.lookup': oneOf(keys.map(([lookup = '']) => lookup)) });
      return found.map(({ state, version }) => factOf(state, version));
    },
  };
};
