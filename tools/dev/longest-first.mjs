// The order in which jest begins the files of a run: the long ones first, so that at the end no worker is left alone with one.
// In a fresh clone jest knows no times and goes by size, and the longest files are among the shortest to read.
import { statSync } from 'node:fs';

/** Files that take longest, the longest first. */
const long = [
  'tools/faults/test/faults.journey.spec.ts',
  'tools/faults/test/crowds.journey.spec.ts',
  'tools/faults/test/what-shows.journey.spec.ts',
  'tools/ops/test/operators.journey.spec.ts',
  'tools/journeys/test/house.journey.spec.ts',
  'tools/dev/test/start.journey.spec.ts',
  'tools/observe/test/observe.journey.spec.ts',
  'apps/console-web/test/heals.browser.spec.ts',
  'apps/console-web/test/live.browser.spec.ts',
  'apps/console-web/test/shell.browser.spec.ts',
  'apps/console-web/test/tokens.browser.spec.ts',
  'apps/console-web/test/every-page.browser.spec.ts',
  'apps/console-web/test/account-refusals.browser.spec.ts',
  'apps/console-web/test/account.browser.spec.ts',
  'infra/local/test/trouble.service.spec.ts',
  'apps/identity/test/evenly.service.spec.ts',
  'apps/notification/test/once.service.spec.ts',
  'libs/service/test/run.spec.ts',
  'apps/activation/test/facts.service.spec.ts',
  'infra/local/test/survive.service.spec.ts',
  'apps/activation/test/instances.service.spec.ts',
  'tools/faults/test/planted-bug.spec.ts',
  'libs/mongo/test/outage.spec.ts',
  'apps/activation/test/record.service.spec.ts',
  'apps/notification/test/idle-queue.service.spec.ts',
  'libs/kafka/test/mitigations.spec.ts',
  'libs/kafka/test/relay.spec.ts',
  'infra/local/test/doctor.service.spec.ts',
  'libs/mongo/test/kill.spec.ts',
  'libs/kafka/test/outage.spec.ts',
  'apps/notification/test/due.service.spec.ts',
];

export const longFiles = () => long;

/** Long files in the order above, then all others by size. */
export function inOrder(paths, sizeOf = (path) => statSync(path).size) {
  const rankOf = (path) => [...long.keys()].find((rank) => path.endsWith(`/${long[rank]}`)) ?? long.length;
  const rated = paths.map((path) => ({ path, rank: rankOf(path), size: sizeOf(path) }));
  return rated.sort((a, b) => a.rank - b.rank || b.size - a.size).map(({ path }) => path);
}

/** What jest asks of a sequencer. */
export default class LongestFirst {
  sort(tests) {
    const byPath = new Map(tests.map((test) => [test.path, test]));
    return inOrder([...byPath.keys()]).map((path) => byPath.get(path));
  }
  allFailedTests = (tests) => tests;
  shard = (tests) => tests;
  cacheResults() {}
}
