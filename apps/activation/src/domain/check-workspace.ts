import { because, fail, pass, type Step, skip, workspaceOf } from './step.ts';

/** D-10: the workspace is open. One that is not known counts as closed. */
export const checkWorkspace: Step = {
  id: 'D-10',
  name: 'workspace',
  check: ({ snapshot }) => {
    if (!snapshot.credential) return skip('no known credential');
    const { workspace } = snapshot;
    const seen = workspace?.status ?? 'not known';
    if (workspace?.status === 'active') return pass(seen, workspace.version);
    const reason = workspace?.status === 'suspended' ? 'WORKSPACE_SUSPENDED' : 'WORKSPACE_CLOSED';
    return fail(seen, [because(reason, workspaceOf(snapshot))], workspace?.version);
  },
};
