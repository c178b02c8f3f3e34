import { isPersonal } from './facts.ts';
import { because, type Failure, fail, pass, type Step, skip, workspaceOf } from './step.ts';

/**
 * D-9: the person behind the credential is not suspended and is a member of its workspace. A legacy API key whose owner
 * left is told so at D-6. A membership that is not known counts as none.
 */
export const checkSubject: Step = {
  id: 'D-9',
  name: 'member',
  check: ({ snapshot }) => {
    const { credential, membership, user } = snapshot;
    if (!credential) return skip('no known credential');
    if (!isPersonal(credential.kind)) return skip('belongs to the workspace, not to a person');
    const failures: Failure[] = [];
    if (user?.suspended) failures.push(because('USER_SUSPENDED'));
    if (!membership?.active && credential.kind === 'developer')
      failures.push(because('MEMBERSHIP_REMOVED', workspaceOf(snapshot)));
    const since = membership?.since ? ` since ${membership.since.toISOString()}` : '';
    const seen = membership?.active ? `member${since}` : `no active membership${since}`;
    return failures.length > 0 ? fail(seen, failures, membership?.version) : pass(seen, membership?.version);
  },
};
