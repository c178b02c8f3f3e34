import type { FactSource } from '@platform/contracts';
import { above, oneOf, type Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import { type Seat, seatId } from '../domain/seat.ts';
import { assignmentFact } from './seats.ts';
import { subscriptionFact } from './subscriptions.ts';

/** The facts of all subscriptions and licenses as they are now, from the functions that make those which are pushed. */
export const factSources = (context: Context): readonly FactSource[] => [
  subscriptionFacts(context),
  assignmentFacts(context),
];

const subscriptionFacts = ({ subscriptions }: Pick<Context, 'subscriptions'>): FactSource => ({
  kind: 'subscription',
  after: async (after, limit) => {
    const found = await subscriptions.list({ id: above(after) }, { limit });
    return found.map(({ id, state, version }) => ({ id, fact: subscriptionFact(state, version) }));
  },
  named: async (keys) => {
    const found = await subscriptions.list({ id: oneOf(keys.map(([id = '']) => id)) });
    return found.map(({ state, version }) => subscriptionFact(state, version));
  },
});

/** A seat that never held a license has told nothing. */
const told = ({ state, version }: Saved<Seat>) =>
  state.license || state.ended ? assignmentFact(state, version) : undefined;

const assignmentFacts = ({ seats }: Pick<Context, 'seats'>): FactSource => ({
  kind: 'assignment',
  after: async (after, limit) => {
    const found = await seats.list({ id: above(after) }, { limit });
    return found.map((seat) => ({ id: seat.id, fact: told(seat) }));
  },
  named: async (keys) => {
    const found = await seats.list({ id: oneOf(keys.map(([workspace = '', user = '']) => seatId(workspace, user))) });
    return found.flatMap((seat) => told(seat) ?? []);
  },
});
