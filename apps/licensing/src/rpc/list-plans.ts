import type { licensing as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { plans } from '../plans/plans.ts';
import { toPlan } from '../wire.ts';

/** The plans on offer, the smallest first. */
export const listPlans = () =>
  rpc('user', async (_: wire.ListPlansRequest): Promise<wire.ListPlansResponse> => ({ plans: plans.map(toPlan) }));
