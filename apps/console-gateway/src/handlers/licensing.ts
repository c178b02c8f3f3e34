import { onBehalf } from '../call.ts';
import {
  presentAssignment,
  presentMyLicense,
  presentPlan,
  presentPool,
  presentSubscription,
} from '../present/licensing.ts';
import { given } from '../present/wire.ts';
import type { Some } from './handler.ts';

export const licensing: Some<
  | 'listPlans'
  | 'startTrial'
  | 'getSubscription'
  | 'listLicensePools'
  | 'listAssignments'
  | 'assignLicense'
  | 'unassignLicense'
  | 'getMyLicense'
> = {
  listPlans: async (_input, call) => {
    const { plans } = await call.upstream.licensing.listPlans({}, onBehalf(call));
    return { plans: plans.map(presentPlan) };
  },
  startTrial: async ({ params }, call) => {
    const started = await call.upstream.licensing.startTrial({ workspaceId: params.workspace_id }, onBehalf(call));
    return {
      subscription: presentSubscription(given(started.subscription, 'licensing')),
      pool: presentPool(given(started.pool, 'licensing')),
      assignment: started.assignment && presentAssignment(started.assignment),
    };
  },
  getSubscription: async ({ params }, call) => {
    const { subscription } = await call.upstream.licensing.getSubscription(
      { workspaceId: params.workspace_id },
      onBehalf(call),
    );
    return { subscription: subscription && presentSubscription(subscription) };
  },
  listLicensePools: async ({ params }, call) => {
    const { pools } = await call.upstream.licensing.listLicensePools(
      { workspaceId: params.workspace_id },
      onBehalf(call),
    );
    return { pools: pools.map(presentPool) };
  },
  listAssignments: async ({ params, query }, call) => {
    const page = await call.upstream.licensing.listAssignments(
      { workspaceId: params.workspace_id, pageSize: query.page_size, pageToken: query.page_token },
      onBehalf(call),
    );
    return {
      assignments: page.assignments.map(presentAssignment),
      next_page_token: page.nextPageToken,
      total_size: page.totalIsEstimate ? undefined : Number(page.totalSize),
    };
  },
  assignLicense: async ({ params, body }, call) => {
    const answer = await call.upstream.licensing.assignLicense(
      { workspaceId: params.workspace_id, userId: body.user_id, poolId: body.pool_id },
      onBehalf(call),
    );
    return {
      assignment: presentAssignment(given(answer.assignment, 'licensing')),
      pool: presentPool(given(answer.pool, 'licensing')),
    };
  },
  unassignLicense: async ({ params, query }, call) => {
    const { pool } = await call.upstream.licensing.unassignLicense(
      { workspaceId: params.workspace_id, userId: params.user_id, reason: query.reason },
      onBehalf(call),
    );
    return { pool: presentPool(given(pool, 'licensing')) };
  },
  getMyLicense: async ({ params }, call) =>
    presentMyLicense(await call.upstream.licensing.getMyLicense({ workspaceId: params.workspace_id }, onBehalf(call))),
};
