import { table } from '../report.ts';
import type { ConsoleReport } from './bench-console.ts';
import { totalCpu } from './overhead.ts';

const two = (value: number): string => value.toFixed(2);
const whole = (value: number): string => String(Math.round(value));
const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(1);

/** What was found, for people. */
export function readable(report: ConsoleReport, command: string): string {
  const { at, machine, options } = report;
  const parts = [
    report.openings.length > 0 ? openingTable(report) : '',
    report.ways.length > 0 ? `${wayTable(report)}\n\n${ratioTable(report)}` : '',
    report.journeys ? journeyTable(report.journeys) : '',
  ].filter(Boolean);
  const head = `Measured ${at.slice(0, 10)} on ${machine}; medians of ${options.profiles} fresh browser profiles, of ${options.rounds} interleaved rounds of ${options.requests} requests each, ${options.atOnce} at a time, and of ${options.signUps} journeys. \`${command}\``;
  return [head, ...parts].join('\n\n');
}

const openingTable = ({ openings }: ConsoleReport): string =>
  table(
    [
      'sign-in page',
      'kB over the wire',
      'of them before usable',
      'requests',
      'first paint ms',
      'usable ms',
      'blocked ms',
    ],
    openings.map(({ name, bytes, bytesBefore, requests, firstPaintMs, usableMs, blockedMs }) => [
      name,
      kilobytes(bytes),
      kilobytes(bytesBefore),
      whole(requests),
      whole(firstPaintMs),
      whole(usableMs),
      whole(blockedMs),
    ]),
  );

const wayTable = ({ ways }: ConsoleReport): string =>
  table(
    ['request', 'asked by', 'p50 ms', 'p99 ms', 'CPU µs/request', 'of them the gateway'],
    ways.map((way) => [
      way.group,
      way.name,
      two(way.p50Ms),
      two(way.p99Ms),
      whole(totalCpu(way)),
      whole(way.cpuUs['console-gateway'] ?? 0),
    ]),
  );

const ratioTable = ({ ratios }: ConsoleReport): string =>
  table(
    ['compared', 'p50', 'p99', 'CPU'],
    ratios.map((one) => [
      `${one.group}: gateway : ${one.with}`,
      `${two(one.p50)} ×`,
      `${two(one.p99)} ×`,
      `${two(one.cpu)} ×`,
    ]),
  );

function journeyTable({ steps, withoutMailMs, slowestMs, mailMs }: NonNullable<ConsoleReport['journeys']>): string {
  const rows = [
    ...Object.entries(steps).map(([name, took]) => [name, whole(took)]),
    ['**all of it, without the mail**', `**${whole(withoutMailMs)}** (slowest ${whole(slowestMs)})`],
    ['the mail, besides', whole(mailMs)],
  ];
  return table(['from sign-up to the visible token', 'ms'], rows);
}
