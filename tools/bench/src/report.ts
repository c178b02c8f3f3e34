import type { Report } from './bench-activation.ts';
import { megabytes } from './memory.ts';

const two = (value: number): string => value.toFixed(2);
const whole = (value: number): string => String(Math.round(value));

type Row = readonly string[];

/** A table in Markdown; a person reads it in the terminal as it is. */
export function table(head: Row, rows: readonly Row[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), 3));
  const line = (row: Row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** What was found, for people. */
export function readable(report: Report, command: string): string {
  const { machine, at, options } = report;
  const { rounds, requests, streams, connections, credentials } = options;
  return [
    `Measured ${at.slice(0, 10)} on ${machine}: medians of ${rounds} interleaved rounds of ${requests} requests each,`,
    `${streams} at a time over ${connections} connections, ${credentials} credentials. \`${command}\``,
    '',
    throughputTable(report),
    '',
    comparisonLines(report),
    ...(Object.keys(report.atRest).length > 0 ? ['', restTable(report)] : []),
    ...(report.underLoad.length > 0 ? ['', loadLine(report)] : []),
  ].join('\n');
}

const throughputTable = ({ figures }: Report): string =>
  table(
    ['answering process', 'requests/s', 'CPU µs/request', 'p50 ms', 'p99 ms'],
    figures.map(({ name, requestsPerSecond, cpuUs, p50Ms, p99Ms }) => [
      name,
      whole(requestsPerSecond),
      whole(cpuUs),
      two(p50Ms),
      two(p99Ms),
    ]),
  );

const comparisonLines = ({ comparisons }: Report): string =>
  table(
    ['compared', 'requests per CPU second', 'requests/s'],
    comparisons.map((one) => [
      `${one.name} : ${one.with}`,
      `${two(one.throughputPerCpu)} ×`,
      `${two(one.throughput)} ×`,
    ]),
  );

/** Each process at rest and, where there was a load, at rest again. */
function restTable({ atRest, afterwards, underLoad }: Report): string {
  const loaded = Object.keys(afterwards).length > 0;
  const after = `after ${underLoad.at(-1)?.activations ?? 0} activations`;
  return table(
    ['resident MB', 'at rest', ...(loaded ? [after] : [])],
    Object.entries(atRest).map(([name, bytes]) => [
      name,
      whole(megabytes(bytes)),
      ...(loaded ? [whole(megabytes(afterwards[name] ?? 0))] : []),
    ]),
  );
}

function loadLine({ underLoad }: Report): string {
  const points = underLoad.map(({ bytes }) => megabytes(bytes)).join(' · ');
  const last = underLoad.at(-1)?.activations ?? 0;
  return `Resident memory of activation in MB, from 0 to ${last} activations and when all is written: ${points}.`;
}

/** The document with what was found between its markers. Raises an Error when it has none. */
export function withBench(document: string, found: string, place = 'bench'): string {
  const block = new RegExp(`(<!-- ${place} -->)[\\s\\S]*?(<!-- /${place} -->)`);
  if (!block.test(document)) throw new Error(`the document has no <!-- ${place} --> and <!-- /${place} -->`);
  return document.replace(block, (_, open: string, close: string) => `${open}\n\n${found}\n\n${close}`);
}
