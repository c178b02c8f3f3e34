import { licensing } from '@platform/contracts';
import type { Rpcs } from '@platform/grpc';
import type { Context } from '../context.ts';
import { assignLicense } from './assign-license.ts';
import { getMyLicense } from './get-my-license.ts';
import { getSubscription } from './get-subscription.ts';
import { listAssignments } from './list-assignments.ts';
import { listLicensePools } from './list-license-pools.ts';
import { listPlans } from './list-plans.ts';
import { startTrial } from './start-trial.ts';
import { unassignLicense } from './unassign-license.ts';

export const definition = licensing.LicensingServiceService;

/** Everything this service answers. */
export const rpcs = (context: Context): Rpcs<typeof definition> => ({
  listPlans: listPlans(),
  startTrial: startTrial(context),
  getSubscription: getSubscription(context),
  listLicensePools: listLicensePools(context),
  assignLicense: assignLicense(context),
  unassignLicense: unassignLicense(context),
  getMyLicense: getMyLicense(context),
  listAssignments: listAssignments(context),
});
