/** The permission catalogue (contract §4.8, S-25). Admin has all of them; the second list is the Member's default. */
export const catalogue = {
  'members.read': 'See the members of the workspace.',
  'members.invite': 'Invite people.',
  'members.remove': 'Remove members.',
  'members.roles.update': 'Change roles and permissions.',
  'licenses.read': 'See licenses and how many are used.',
  'licenses.assign': 'Assign licenses and take them away.',
  'licenses.assign_self': 'Take a free license for oneself.',
  'tokens.ci.read': 'See CI Auth Tokens without their values.',
  'tokens.ci.create': 'Create CI Auth Tokens.',
  'tokens.ci.reveal': 'See the value of CI Auth Tokens.',
  'tokens.ci.rotate': 'Rotate CI Auth Tokens.',
  'tokens.ci.delete': 'Delete CI Auth Tokens.',
  'tokens.developer.revoke_any': 'Reset the Developer Auth Token of another member.',
  'activations.read': 'See activations and refusals of the workspace.',
  'quota.read': 'See the use of CI credits.',
  'legacy.read': 'See legacy keys and how far the migration has come.',
  'legacy.manage': 'Ask, rotate and remove in the legacy migration.',
  'legacy.exempt': 'Grant exemptions in the legacy migration.',
  'reports.read': 'Read migration reports.',
  'audit.read': 'Read the audit log.',
  'billing.read': 'See the subscription.',
  'billing.manage': 'Start the trial and change the subscription.',
  'workspace.update': 'Change the settings of the workspace.',
  'webhooks.manage': 'Manage webhooks.',
  'api_keys.manage': 'Manage admin API keys.',
  'sso.manage': 'Manage single sign-on.',
} as const;

export type Permission = keyof typeof catalogue;
export type Role = 'admin' | 'member';

export const allPermissions = Object.keys(catalogue) as readonly Permission[];

/** What a role includes without advanced permissions (S-20, S-26). */
export const roleDefaults: Readonly<Record<Role, readonly Permission[]>> = {
  admin: allPermissions,
  member: ['members.read', 'licenses.read', 'quota.read'],
};

export const isPermission = (value: string): value is Permission => Object.hasOwn(catalogue, value);

/** Effective permissions: Admin always all; otherwise the role's defaults and, with the toggle on, the grants. */
export function effectivePermissions(
  role: Role,
  advanced: { readonly enabled: boolean; readonly granted: readonly Permission[] },
): readonly Permission[] {
  if (role === 'admin') return allPermissions;
  const granted = advanced.enabled ? advanced.granted : [];
  return allPermissions.filter((one) => roleDefaults.member.includes(one) || granted.includes(one));
}
