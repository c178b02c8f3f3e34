import type { Listeners } from '@platform/contracts';
import type { Context } from '../context.ts';
import { onUserUpdated } from './on-user-updated.ts';

/** Everything this service hears. */
export const listeners = (context: Context): Listeners => ({
  'identity.v1.UserUpdated': onUserUpdated(context),
});
