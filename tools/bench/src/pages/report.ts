import { megabytes } from '../memory.ts';
import { table } from '../report.ts';
import type { PagesReport } from './bench-pages.ts';
import type { Reach } from './reach.ts';

const row = (name: string, { p50Ms, p99Ms, maxMs }: Reach) => [
  name,
  ...[p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(0)),
];

/** What was found, for people. */
export function readable(
  { at, machine, options, sessions, each, last, ...rest }: PagesReport,
  command: string,
): string {
  const { cpuUsPerFrame, lost, memory } = rest;
  return [
    `Measured ${at.slice(0, 10)} on ${machine}: ${options.pages} open pages of ${sessions} sessions, ${options.changes} changes one after the other, each from the request that makes it. ${lost} lines lost; ${cpuUsPerFrame.toFixed(1)} µs of the gateway's CPU for one change to one page. \`${command}\``,
    table(['a change reaches', 'p50 ms', 'p99 ms', 'slowest ms'], [row('a page', each), row('the last page', last)]),
    `Resident memory of the gateway in MB: ${megabytes(memory.before)} without pages, ${megabytes(memory.opened)} with all of them${floodLine(options.flood, memory.flood)}.`,
  ].join('\n\n');
}

const floodLine = (changes: number, flood: readonly number[]): string =>
  flood.length > 0 ? `; during ${changes} changes close behind each other ${flood.map(megabytes).join(' · ')}` : '';
