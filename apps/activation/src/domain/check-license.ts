import { isPersonal } from './facts.ts';
import { because, fail, type Input, pass, type Step, skip, workspaceOf } from './step.ts';

/** D-12: a personal credential needs a license that is assigned now, in its own workspace; a CI credential needs a plan with CI (S-90, S-99). */
export const checkLicense: Step = {
  id: 'D-12',
  name: 'license',
  check: (input) => {
    const { credential } = input.snapshot;
    if (!credential) return skip('no known credential');
    return isPersonal(credential.kind) ? assignment(input) : ciEntitlement(input);
  },
};

function assignment({ snapshot }: Input) {
  const { assignment: assigned } = snapshot;
  const since = assigned?.since ? ` since ${assigned.since.toISOString()}` : '';
  if (assigned?.active) return pass(`assigned${since}`, assigned.version);
  const ended = assigned ? `; the last one ended${since}${assigned.why ? ` (${assigned.why})` : ''}` : '';
  return fail(
    `no active assignment${ended}`,
    [because('LICENSE_NOT_ASSIGNED', workspaceOf(snapshot))],
    assigned?.version,
  );
}

function ciEntitlement({ snapshot: { subscription } }: Input) {
  if (!subscription) return skip('no plan to look at');
  if (subscription.ciIncluded) return pass(`CI is in the plan ${subscription.planCode}`, subscription.version);
  return fail(
    'CI is not in the plan',
    [because('CI_NOT_IN_PLAN', { plan: subscription.planDisplayName })],
    subscription.version,
  );
}
