import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { legacy } from '@platform/contracts';
import { houseSecrets, services } from '@platform/dev';
import { type CallerSigner, callerSigner, connectTo } from '@platform/grpc';
import type { WholeHouse } from '@platform/journeys';

/** Speaks as any of the house's own: `gateway`, `operator`, `token`. */
export async function signersOf({ dataDir }: WholeHouse): Promise<(issuer: string) => CallerSigner> {
  const { callers } = await houseSecrets(join(dataDir, 'house'));
  return (issuer) => {
    const privateKey = callers[issuer]?.privateKey;
    if (!privateKey) throw new TypeError(`the house has no key for ${issuer}`);
    return callerSigner({ issuer, privateKey });
  };
}

/** The gRPC address of a service by the name under which others call it: `workspace`. */
export function addressOf({ house }: WholeHouse, issuer: string): string {
  const name = services.find((each) => each.issuer === issuer)?.name ?? issuer;
  const address = house.addresses[name];
  if (!address) throw new TypeError(`the house has no gRPC address for ${issuer}`);
  return address;
}

export interface LegacyKeyGiven {
  readonly value: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly name?: string;
}

/** Imports one legacy API key as an operator does. Gives its id; raises when the row is refused. */
export async function importLegacyKey(whole: WholeHouse, key: LegacyKeyGiven): Promise<string> {
  const as = (await signersOf(whole))('operator');
  const client = connectTo(legacy.LegacyServiceService, addressOf(whole, 'legacy'), {
    as,
    audience: 'legacy',
    deadlineMs: 10_000,
  });
  try {
    const { rows } = await client.importLegacyKeys({
      format: legacy.ImportFormat.NDJSON,
      content: Buffer.from(JSON.stringify(rowOf(key))),
      hashAlg: 'sha256',
    });
    const [row] = rows;
    if (row?.outcome !== 'imported') throw new Error(`the key was not imported: ${row?.reason} ${row?.detail}`);
    return row.legacyKeyId;
  } finally {
    client.close();
  }
}

const rowOf = ({ value, workspaceId, userId, name = 'laptop' }: LegacyKeyGiven) => ({
  workspace_id: workspaceId,
  kind: 'api',
  user_id: userId,
  name,
  sha256: createHash('sha256').update(value).digest('hex'),
  display: `"${value.slice(0, 3)}..."(${value.length})`,
  source_system: 'console',
});
