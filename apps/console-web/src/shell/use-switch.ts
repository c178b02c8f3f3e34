import { useNavigate } from '@tanstack/react-router';
import { rememberWorkspace } from '../session/last-workspace.ts';

/** Shows the same page for another workspace. What was chosen within the old one (a filter, an open drawer) is left behind. */
export function useSwitch(): (workspaceId: string) => void {
  const navigate = useNavigate();
  return (workspaceId) => {
    rememberWorkspace(workspaceId);
    void navigate({ to: '.', search: { ws: workspaceId } });
  };
}
