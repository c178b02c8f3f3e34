/** A database of the house, who uses it, and what must be told again after a restore. */
export interface Database {
  readonly name: string;
  /** The variable with the gRPC address of the service that owns it. */
  readonly addressVariable: string;
  readonly usualAddress: string;
  /** Its consumer group, where it listens. */
  readonly group?: string;
}

export const databases: readonly Database[] = [
  { name: 'identity', addressVariable: 'IDENTITY_ADDRESS', usualAddress: '127.0.0.1:7001' },
  {
    name: 'workspace-membership',
    addressVariable: 'WORKSPACE_ADDRESS',
    usualAddress: '127.0.0.1:7002',
    group: 'workspace-membership.profiles',
  },
  {
    name: 'licensing',
    addressVariable: 'LICENSING_ADDRESS',
    usualAddress: '127.0.0.1:7003',
    group: 'licensing.members',
  },
  { name: 'token', addressVariable: 'TOKEN_ADDRESS', usualAddress: '127.0.0.1:7004', group: 'token.credentials' },
  { name: 'activation', addressVariable: 'ACTIVATION_ADDRESS', usualAddress: '127.0.0.1:7005' },
  {
    name: 'notification',
    addressVariable: 'NOTIFICATION_ADDRESS',
    usualAddress: '127.0.0.1:7006',
    group: 'notification.mails',
  },
  {
    name: 'legacy-migration',
    addressVariable: 'LEGACY_ADDRESS',
    usualAddress: '127.0.0.1:7007',
    group: 'legacy-migration.stages',
  },
];
