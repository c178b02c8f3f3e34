import { ciEvidence } from './request.ts';
import { because, fail, kindOf, pass, type Step, skip, warn } from './step.ts';

/**
 * D-7: a developer's credential is not for CI (S-78, S-95). A legacy developer key in CI only warns until a campaign
 * says otherwise; a CI token outside CI is allowed and warns.
 */
export const checkUseContext: Step = {
  id: 'D-7',
  name: 'use context',
  check: (input) => {
    const kind = kindOf(input);
    if (!kind) return skip('kind of credential not known');
    const evidence = ciEvidence(input.request);
    const inCi = evidence.length > 0;
    const seen = inCi ? `CI: ${evidence.join(', ')}` : 'not CI (no CI variables reported)';
    if (inCi && kind === 'developer')
      return fail(seen, [because('DEVELOPER_TOKEN_IN_CI', { evidence: evidence.join(', ') })]);
    if (inCi && kind === 'legacy_api') return pass(seen, undefined, [warn('LEGACY_KEY_IN_CI')]);
    if (!inCi && kind === 'ci') return pass(seen, undefined, [warn('CI_TOKEN_OUTSIDE_CI')]);
    return pass(seen);
  },
};
