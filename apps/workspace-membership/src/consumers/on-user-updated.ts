import { causedBy, type Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { followProfile } from '../domain/follow-profile.ts';

/**
 * Members are called what they call themselves (S-3).
 * NOTE: no inbox row: the profile's sequence makes a replay harmless in each of the memberships.
 */
export const onUserUpdated =
  ({ memberships }: Context) =>
  async (event: Received<'identity.v1.UserUpdated'>): Promise<void> => {
    const { userId, email, name } = event.data;
    const news = { email, name, sequence: event.sequence };
    for (const { id } of await memberships.list({ 'state.userId': userId })) {
      await memberships.change(id, (membership) => followProfile(membership, news), causedBy(event));
    }
  };
