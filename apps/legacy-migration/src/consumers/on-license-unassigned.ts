import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { ownerHeard } from '../owner-heard.ts';

/** Without a license the owner cannot switch. */
export const onLicenseUnassigned =
  (context: Context) =>
  ({ id, data, time }: Received<'licensing.v1.LicenseUnassigned'>): Promise<void> =>
    ownerHeard(context, data, { about: 'license', since: { at: data.endedAt ?? time, is: false } }, id);
