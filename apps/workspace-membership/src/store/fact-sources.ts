import type { FactSource } from '@platform/contracts';
import { above, oneOf } from '@platform/mongo';
import type { Context } from '../context.ts';
import { membershipFact } from './memberships.ts';
import { workspaceFact } from './workspaces.ts';

/** The facts of all workspaces and memberships as they are now, from the functions that make those which are pushed. */
export const factSources = (context: Context): readonly FactSource[] => [
  workspaceFacts(context),
  membershipFacts(context),
];

const workspaceFacts = ({ workspaces }: Pick<Context, 'workspaces'>): FactSource => ({
  kind: 'workspace',
  after: async (after, limit) => {
    const found = await workspaces.list({ id: above(after) }, { limit });
    return found.map(({ id, state, version }) => ({ id, fact: workspaceFact(id, state, version) }));
  },
  named: async (keys) => {
    const found = await workspaces.list({ id: oneOf(keys.map(([id = '']) => id)) });
    return found.map(({ id, state, version }) => workspaceFact(id, state, version));
  },
});

const membershipFacts = ({ memberships }: Pick<Context, 'memberships'>): FactSource => ({
  kind: 'membership',
  after: async (after, limit) => {
    const found = await memberships.list({ id: above(after) }, { limit });
    return found.map(({ id, state, version }) => ({ id, fact: membershipFact(id, state, version) }));
  },
  named: async (keys) => {
    const wanted = new Set(keys.map((key) => key.join('/')));
    const found = await memberships.list(
      {
        'state.workspaceId': oneOf(keys.map(([workspace = '']) => workspace)),
        'state.userId': oneOf(keys.map(([, user = '']) => user)),
      },
      { limit: keys.length ** 2 },
    );
    return found
      .filter(({ state }) => wanted.has(`${state.workspaceId}/${state.userId}`))
      .map(({ id, state, version }) => membershipFact(id, state, version));
  },
});
