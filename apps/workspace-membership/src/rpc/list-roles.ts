import { workspace as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { roleDefaults } from '@platform/permissions';

/** The two roles (S-20) and what they include without advanced permissions. */
export const listRoles = () =>
  rpc(
    'user',
    async (_: wire.ListRolesRequest): Promise<wire.ListRolesResponse> => ({
      roles: [
        { role: wire.Role.ADMIN, displayName: 'Admin', permissions: [...roleDefaults.admin] },
        { role: wire.Role.MEMBER, displayName: 'Member', permissions: [...roleDefaults.member] },
      ],
    }),
  );
