import type { Context } from '../context.ts';
import { onActivationGranted } from './on-activation-granted.ts';
import { onLegacyCredentialUsed } from './on-legacy-credential-used.ts';
import { onLicenseAssigned } from './on-license-assigned.ts';
import { onLicenseUnassigned } from './on-license-unassigned.ts';
import { onMemberJoined } from './on-member-joined.ts';
import { onMemberRemoved } from './on-member-removed.ts';

/** Everything that legacy-migration hears. */
export const consumers = (context: Context) => ({
  'workspace.v1.MemberJoined': onMemberJoined(context),
  'workspace.v1.MemberRemoved': onMemberRemoved(context),
  'licensing.v1.LicenseAssigned': onLicenseAssigned(context),
  'licensing.v1.LicenseUnassigned': onLicenseUnassigned(context),
  'activation.v1.ActivationGranted': onActivationGranted(context),
  'activation.v1.LegacyCredentialUsed': onLegacyCredentialUsed(context),
});
