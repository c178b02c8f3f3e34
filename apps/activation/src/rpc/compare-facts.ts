import type { facts as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { MINUTE } from '@platform/kernel';
import type { Compare } from '../compare/comparer.ts';
import { kindOf, nameOf } from '../compare/comparison.ts';
import type { Finding } from '../compare/mend.ts';

/** Compares all facts with their owners now, for an operator; repairs them when asked to. */
export const compareFactsRpc = (compare: Compare) =>
  rpc(
    { service: ['operator'] },
    async ({ repair, ownersWin }: wire.CompareFactsRequest): Promise<wire.CompareFactsResponse> => {
      const { kinds, findings, unreachable } = await compare({ repair, ownersWin });
      return {
        kinds: Object.entries(kinds).map(([kind, { compared, found, repaired, differing }]) => ({
          kind,
          compared: BigInt(compared),
          found: BigInt(found),
          repaired: BigInt(repaired),
          differing: BigInt(differing),
        })),
        differences: findings.map(toWire),
        unreachable: [...unreachable],
      };
    },
    { deadlineMs: 30 * MINUTE },
  );

const toWire = (finding: Finding): wire.FactDifference => ({
  ...{ kind: kindOf(finding), difference: finding.difference, id: nameOf(finding), held: finding.held },
  ownersVersion: BigInt(finding.theirs?.version ?? 0),
  ourVersion: BigInt(finding.ours?.version ?? 0),
});
