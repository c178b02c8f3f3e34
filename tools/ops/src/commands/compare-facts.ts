import { facts } from '@platform/contracts';
import { callerSigner, connectTo } from '@platform/grpc';
import { MINUTE } from '@platform/kernel';
import type { Config } from '../config.ts';

export interface CompareOptions {
  readonly repair: boolean;
  readonly ownersWin: boolean;
  readonly say: (line: string) => void;
}

/** Lets activation compare all its facts with their owners. Gives true when nothing differs at the end and all were asked. */
export async function compareFacts(config: Config, { repair, ownersWin, say }: CompareOptions): Promise<boolean> {
  const client = connectTo(facts.FactsServiceService, config.ACTIVATION_ADDRESS, {
    as: callerSigner({ issuer: 'operator', privateKey: config.CALLER_PRIVATE_KEY }),
    audience: 'activation',
    deadlineMs: 30 * MINUTE,
  });
  try {
    const { kinds, differences, unreachable } = await client.compareFacts({ repair, ownersWin });
    for (const line of linesOf(differences)) say(line);
    say('kind            compared   found  repaired  differing');
    for (const kind of kinds) say(rowOf(kind));
    for (const owner of unreachable) say(`${owner} could not be asked: its facts were not compared`);
    return unreachable.length === 0 && kinds.every(({ differing }) => differing === 0n);
  } finally {
    client.close();
  }
}

const rowOf = ({ kind, compared, found, repaired, differing }: facts.FactComparison): string =>
  [kind.padEnd(14), ...pad(compared, 10), ...pad(found, 8), ...pad(repaired, 10), ...pad(differing, 11)].join('');
const pad = (count: bigint, width: number) => [String(count).padStart(width)];

const linesOf = (differences: readonly facts.FactDifference[]): readonly string[] =>
  differences.map(
    ({ kind, difference, id, ownersVersion, ourVersion, held }) =>
      `${difference} ${kind} ${id}: owner has version ${ownersVersion}, activation ${ourVersion}` +
      (held ? '; held: the owner would give a right that was taken away (--owners-win takes its word)' : ''),
  );
