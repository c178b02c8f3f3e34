import { isCoded, type Reason } from '@platform/kernel';
import { membershipOf, onBehalf } from '../call.ts';
import { presentProgress } from '../present/insight.ts';
import { presentMyLicense, presentPool, presentSubscription } from '../present/licensing.ts';
import { presentToken } from '../present/token.ts';
import { presentMember, presentWorkspace } from '../present/workspace.ts';
import type { Some } from './handler.ts';

type Away = 'licensing' | 'token' | 'legacy';

/** Refusals that leave a part of the page empty without anything being wrong. */
const notThere: readonly Reason[] = ['TOKEN_NOT_FOUND', 'PERMISSION_REQUIRED'];
const trouble: readonly Reason[] = ['DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'];

/** A part of the page: what the service answers, nothing where it has nothing, and its name where it is away. */
async function part<T>(service: Away, degraded: Set<Away>, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isCoded(error) && notThere.includes(error.reason)) return undefined;
    if (!isCoded(error) || !trouble.includes(error.reason)) throw error;
    degraded.add(service);
    return undefined;
  }
}

export const overview: Some<'getOverview'> = {
  getOverview: async ({ params }, call) => {
    const { member, workspace } = membershipOf(call);
    const { licensing, token, legacy } = call.upstream;
    const where = { workspaceId: params.workspace_id };
    const as = onBehalf(call);
    const degraded = new Set<Away>();
    const [mine, tokenNow, subscription, pools, progress] = await Promise.all([
      part('licensing', degraded, async () => presentMyLicense(await licensing.getMyLicense(where, as))),
      part('token', degraded, async () => (await token.getMyDeveloperToken(where, as)).token),
      part('licensing', degraded, async () => (await licensing.getSubscription(where, as)).subscription),
      part('licensing', degraded, async () => (await licensing.listLicensePools(where, as)).pools.map(presentPool)),
      part('legacy', degraded, async () => presentProgress(await legacy.getMigrationProgress(where, as))),
    ]);
    return {
      workspace: presentWorkspace(workspace),
      member: presentMember(member),
      my_license: mine,
      token: tokenNow && presentToken(tokenNow),
      subscription: subscription && presentSubscription(subscription),
      pools,
      legacy: progress,
      degraded: [...degraded].sort(),
    };
  },
};
