import type { Listeners } from '@platform/contracts';
import type { Context } from '../context.ts';
import { onMemberJoined } from './on-member-joined.ts';
import { onMemberRemoved } from './on-member-removed.ts';

/** Everything this service hears. */
export const listeners = (context: Context): Listeners => ({
  'workspace.v1.MemberJoined': onMemberJoined(context),
  'workspace.v1.MemberRemoved': onMemberRemoved(context),
});
