import type { Context } from '../context.ts';
import { onActivationGranted } from './on-activation-granted.ts';
import { onMemberJoined } from './on-member-joined.ts';
import { onMemberRemoved } from './on-member-removed.ts';

/** Everything that token hears. */
export const consumers = (context: Context) => ({
  'workspace.v1.MemberJoined': onMemberJoined(context),
  'workspace.v1.MemberRemoved': onMemberRemoved(context),
  'activation.v1.ActivationGranted': onActivationGranted(context),
});
