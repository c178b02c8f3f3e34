import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { houseSecrets, type Secrets } from '@platform/dev';
import { eventually, fieldOf, textAt } from '@platform/testing';
import { httpDoor } from '../activating.ts';
import { importLegacyKey, newLegacyKey } from '../legacy-key.ts';
import type { WholeHouse } from '../whole-house.ts';
import { type Own, ownOf } from './own.ts';
import { another, everybody, type Late, type People } from './people.ts';

/** What stands in the first workspace, so that every request of the tables has something to ask for. */
export interface Ground {
  readonly people: People;
  readonly keys: Secrets['callers'];
  readonly workspaceId: string;
  readonly adminMemberId: string;
  readonly removedMemberId: string;
  readonly poolId: string;
  readonly decisionId: string;
  readonly legacyKeyId: string;
  /** A session of the admin in another browser. */
  readonly spareSessionId: string;
  /** A member whose session has run out. */
  readonly late: Late;
  readonly own: Own;
}

interface MemberRow {
  readonly id: string;
  readonly user_id: string;
}

export async function groundOf(whole: WholeHouse): Promise<Ground> {
  const { people, token, late } = await everybody(whole);
  const { admin, removed, member } = people;
  const { must } = admin.visitor;
  const inside = `/v1/workspaces/${admin.workspaceId}`;
  const members = fieldOf<readonly MemberRow[]>((await must('GET', `${inside}/members`)).body, 'members');
  const membershipOf = (userId: string) => members.find((row) => row.user_id === userId)?.id ?? '';
  const removal = { 'idempotency-key': randomUUID() };
  await must('DELETE', `${inside}/members/${membershipOf(removed.userId)}`, undefined, removal);
  const mine = `${inside}/tokens/developer/me`;
  await eventually(() => member.visitor.must('GET', mine), { within: 30_000 });

  const { callers: keys } = await houseSecrets(join(whole.dataDir, 'house'));
  const legacy = {
    address: whole.house.addresses['legacy-migration'] ?? '',
    privateKey: keys.operator?.privateKey ?? '',
  };
  const [decision, legacyKeyId, spare, pools, shown] = await Promise.all([
    httpDoor(whole.house.urls.activation).activate(token),
    importLegacyKey(legacy, newLegacyKey(), admin),
    another(whole.place, admin),
    must('GET', `${inside}/licenses`),
    must('GET', mine),
  ]);
  const [{ decisionId }, adminMemberId] = [decision, membershipOf(admin.userId)];
  const poolId = fieldOf<readonly { id: string }[]>(pools.body, 'pools')[0]?.id ?? '';
  return {
    ...{ people, keys, legacyKeyId, decisionId, adminMemberId, poolId, workspaceId: admin.workspaceId },
    ...{ spareSessionId: spare.sessionId, late },
    removedMemberId: membershipOf(removed.userId),
    own: ownOf([
      ...[admin.email, textAt(shown, 'token', 'display')],
      ...[adminMemberId, poolId, decisionId, legacyKeyId],
    ]),
  };
}
