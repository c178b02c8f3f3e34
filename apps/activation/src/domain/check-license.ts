import { neverReached } from '@platform/kernel';
import { because, fail, type Input, pass, type Step, skip, workspaceOf } from './step.ts';

/**
 * D-12: a Developer Auth Token needs a license that is assigned now, in its own workspace (S-90, S-99); a CI credential needs a
 * plan with CI. A legacy API key gives access by itself, as it did before there were licenses (S-102, S-127; ADR 12).
 */
export const checkLicense: Step = {
  id: 'D-12',
  name: 'license',
  check: (input) => {
    const { credential } = input.snapshot;
    if (!credential) return skip('no known credential');
    switch (credential.kind) {
      case 'developer':
        return assignment(input);
      case 'legacy_api':
        return byItself(input);
      case 'ci':
      case 'legacy_ci':
        return ciEntitlement(input);
      default:
        return neverReached(credential.kind);
    }
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

const byItself = ({ snapshot: { assignment: assigned } }: Input) =>
  pass(
    assigned?.active
      ? 'a legacy key gives access by itself; a license is assigned'
      : 'a legacy key gives access by itself',
    assigned?.version,
  );

function ciEntitlement({ snapshot: { subscription } }: Input) {
  if (!subscription) return skip('no plan to look at');
  if (subscription.ciIncluded) return pass(`CI is in the plan ${subscription.planCode}`, subscription.version);
  return fail(
    'CI is not in the plan',
    [because('CI_NOT_IN_PLAN', { plan: subscription.planDisplayName })],
    subscription.version,
  );
}
