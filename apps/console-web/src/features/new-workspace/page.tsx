import { useLocation } from '@tanstack/react-router';
import { creationIn } from './creation.ts';
import { SettingUp } from './setting-up.tsx';
import { WorkspaceForm } from './workspace-form.tsx';

/** A workspace, its kind and its trial in one flow (S-24, S-44, S-45); on to My License once everything is there. */
export function NewWorkspacePage() {
  const creation = useLocation({ select: ({ state }) => creationIn(state) });
  return creation ? <SettingUp key={creation.key} creation={creation} /> : <WorkspaceForm />;
}
