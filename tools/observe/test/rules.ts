import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Sample } from '../src/metrics/parse.ts';
import { values } from './values.ts';

export const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'infra/observability');
export const alertsFile = join(folder, 'prometheus/alerts.yml');
export const configFile = join(folder, 'prometheus/prometheus.yml');

const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});

const dashboardSchema = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      title: z.string().min(1),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string().min(1) })).default([]),
    }),
  ),
});

const configSchema = z.object({
  scrape_configs: z.array(
    z.object({
      static_configs: z.array(
        z.strictObject({ targets: z.tuple([z.string()]), labels: z.strictObject({ service: z.string() }) }),
      ),
    }),
  ),
});

/** Whom Prometheus asks: address by service. */
export const targets = (): Readonly<Record<string, string>> => {
  const { scrape_configs } = configSchema.parse(parse(readFileSync(configFile, 'utf8'), { strict: true }));
  const all = scrape_configs.flatMap(({ static_configs }) => static_configs);
  return Object.fromEntries(all.map(({ targets: [address], labels: { service } }) => [service, address]));
};

/** All alert rules. Raises an Error when the file is not what Prometheus takes. */
export const alerts = () =>
  rulesSchema.parse(parse(readFileSync(alertsFile, 'utf8'), { strict: true })).groups.flatMap(({ rules }) => rules);

export type Alert = ReturnType<typeof alerts>[number];

export const panels = () =>
  dashboardSchema.parse(JSON.parse(readFileSync(join(folder, 'grafana/licensing.json'), 'utf8'))).panels;

/** Every expression of rules and dashboard, with Grafana's variables filled in. */
export const expressions = (): readonly string[] => [
  ...alerts().map(({ expr }) => expr),
  ...panels().flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '1m'))),
];

/** A label by which an expression chooses: `code=~"INTERNAL|UNKNOWN"`. */
export interface Matcher {
  readonly label: string;
  readonly op: string;
  readonly value: string;
}

/** A metric that an expression asks for, the labels by which it chooses, and those by which it adds up (`by`, `without`). */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly by: readonly string[];
}

/** What is wrong with an expression by Prometheus' grammar, and what it asks for. */
export function readPromQl(expression: string): { problems: readonly string[]; selectors: readonly Selector[] } {
  const problems: string[] = [];
  const selectors: Selector[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, type, from, node }) => {
      if (type.isError) problems.push(`${expression}: at ${from}`);
      else if (name === 'VectorSelector') selectors.push(selectorAt(node, expression));
    },
  });
  return { problems, selectors };
}

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

function selectorAt(node: SyntaxNode, expression: string): Selector {
  const textOf = (part: SyntaxNode | null): string => (part ? expression.slice(part.from, part.to) : '');
  const matchers = ['UnquotedLabelMatcher', 'QuotedLabelMatcher'].flatMap(
    (kind) => node.getChild('LabelMatchers')?.getChildren(kind) ?? [],
  );
  const by: string[] = [];
  for (let around = node.parent; around; around = around.parent) {
    const labels = around.getChild('AggregateModifier')?.getChild('GroupingLabels')?.getChildren('LabelName') ?? [];
    by.push(...labels.map(textOf));
  }
  return {
    name: textOf(node.getChild('Identifier')),
    matchers: matchers.map((matcher) => ({
      label: textOf(matcher.getChild('LabelName')),
      op: textOf(matcher.getChild('MatchOp')),
      value: textOf(matcher.getChild('StringLiteral')).slice(1, -1),
    })),
    by: [...new Set(by)],
  };
}

/** Prometheus itself makes these, and the scrape configuration gives the label. */
const made = new Map([['up', new Set(['service', 'job', 'instance'])]]);
const given = 'service';

const asked = (of: readonly string[]): readonly Selector[] => of.flatMap((one) => readPromQl(one).selectors);

/** What rules and dashboard ask for and no process tells: a metric, a label, or the one value of a label. */
export function unknownTo(samples: readonly Sample[], of = expressions()): readonly string[] {
  const told = new Map<string, Set<string>>(made);
  for (const { name, labels } of samples) {
    const known = told.get(name) ?? new Set([given]);
    for (const [label, value] of Object.entries(labels)) known.add(label).add(`${label}="${value}"`);
    told.set(name, known);
  }
  const missing = asked(of).flatMap(({ name, matchers, by }) => {
    const known = told.get(name);
    const chosen = matchers.flatMap(({ label, op, value }) => (op === '=' ? [label, `${label}="${value}"`] : [label]));
    const parts = [...chosen, ...by];
    return known ? parts.filter((part) => !known.has(part)).map((part) => `${name}{${part}}`) : [name];
  });
  return [...new Set(missing)];
}

/** Matchers by which nothing, or not all that they name, can ever be chosen: `job_queue_jobs{state="faild"}`. */
export function impossible(of = expressions()): readonly string[] {
  return asked(of).flatMap(({ name, matchers }) =>
    matchers
      .filter(({ value }) => !value.startsWith('$'))
      .filter((matcher) => !canOccur(matcher, values[`${name}{${matcher.label}}`] ?? []))
      .map(({ label, op, value }) => `${name}{${label}${op}"${value}"}`),
  );
}

/** Each alternative of a regular expression is a value of its own. */
function canOccur({ op, value }: Matcher, all: readonly string[]): boolean {
  if (!op.endsWith('~')) return all.includes(value);
  return value.split('|').every((alternative) => all.some((one) => new RegExp(`^(?:${alternative})$`).test(one)));
}

/** Values that are told and not listed: the list has grown old. */
export function unlisted(samples: readonly Sample[]): readonly string[] {
  const told = samples.flatMap(({ name, labels }) =>
    Object.entries(labels).flatMap(([label, value]) => {
      const all = values[`${name}{${label}}`];
      return all && !all.includes(value) ? [`${name}{${label}="${value}"}`] : [];
    }),
  );
  return [...new Set(told)];
}

/** Whose runbook is not there, or does not say its name. */
export const withoutRunbook = (of: readonly Alert[] = alerts()): readonly string[] =>
  of
    .filter(({ alert, annotations: { runbook } }) => {
      const file = join(root, runbook);
      return !existsSync(file) || !readFileSync(file, 'utf8').includes(`\`${alert}\``);
    })
    .map(({ alert, annotations: { runbook } }) => `${alert}: ${runbook}`);
