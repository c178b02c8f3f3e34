import { createHash, randomBytes } from 'node:crypto';
import { legacy } from '@platform/contracts';
import { callerSigner, connectTo } from '@platform/grpc';

/** Where legacy keys are imported, and the operator's key. */
export interface LegacyDoor {
  readonly address: string;
  readonly privateKey: string;
}

export interface LegacyOwner {
  readonly workspaceId: string;
  readonly userId: string;
}

/** A legacy key as it looked: ten characters without prefix or checksum (C-11). */
export const newLegacyKey = (): string => randomBytes(8).toString('base64url').slice(0, 10);

/** Imports a developer's legacy key by its hash, as an operator does (F-92). Gives its id. */
export async function importLegacyKey(
  door: LegacyDoor,
  key: string,
  { workspaceId, userId }: LegacyOwner,
): Promise<string> {
  const as = callerSigner({ issuer: 'operator', privateKey: door.privateKey });
  const client = connectTo(legacy.LegacyServiceService, door.address, { as, audience: 'legacy', deadlineMs: 5_000 });
  const row = {
    workspace_id: workspaceId,
    kind: 'api',
    user_id: userId,
    name: 'laptop',
    sha256: createHash('sha256').update(key).digest('hex'),
    display: `"${key.slice(0, 3)}..."(${key.length})`,
    source_system: 'journey',
  };
  try {
    const content = Buffer.from(`${JSON.stringify(row)}\n`);
    const { rows } = await client.importLegacyKeys({ format: legacy.ImportFormat.NDJSON, content, hashAlg: 'sha256' });
    const [first] = rows;
    if (!first || first.outcome === 'refused') throw new Error(`the import refused the key: ${JSON.stringify(first)}`);
    return first.legacyKeyId;
  } finally {
    client.close();
  }
}
