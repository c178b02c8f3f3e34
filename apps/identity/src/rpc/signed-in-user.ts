import { refuse } from '@platform/kernel';
import type { Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import { mustBeActive } from '../domain/change-password.ts';
import type { User } from '../domain/user.ts';

/** The account of a signed-in person. Raises UNAUTHENTICATED or USER_SUSPENDED. */
export async function signedInUser({ users }: Context, userId: string): Promise<Saved<User>> {
  const user = await users.find(userId);
  if (!user) throw refuse('UNAUTHENTICATED');
  mustBeActive(user.state);
  return user;
}
