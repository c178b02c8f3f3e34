import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { ownerHeard } from '../owner-heard.ts';

/** Step 2 of the way out (S-128): the owner has a license. */
export const onLicenseAssigned =
  (context: Context) =>
  ({ id, data, time }: Received<'licensing.v1.LicenseAssigned'>): Promise<void> =>
    ownerHeard(context, data, { about: 'license', since: { at: data.assignedAt ?? time, is: true } }, id);
