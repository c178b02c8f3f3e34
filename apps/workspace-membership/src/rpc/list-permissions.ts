import type { workspace as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { allPermissions, catalogue } from '@platform/permissions';

/** The catalogue of permissions (S-25). */
export const listPermissions = () =>
  rpc(
    'user',
    async (_: wire.ListPermissionsRequest): Promise<wire.ListPermissionsResponse> => ({
      permissions: allPermissions.map((name) => ({ name, says: catalogue[name] })),
    }),
  );
