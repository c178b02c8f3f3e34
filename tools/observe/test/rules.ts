import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Sample } from '../src/metrics/parse.ts';

export const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'infra/observability');
export const alertsFile = join(folder, 'prometheus/alerts.yml');

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

/** All alert rules. Raises an Error when the file is not what Prometheus takes. */
export const alerts = () =>
  rulesSchema.parse(parse(readFileSync(alertsFile, 'utf8'), { strict: true })).groups.flatMap(({ rules }) => rules);

export const panels = () =>
  dashboardSchema.parse(JSON.parse(readFileSync(join(folder, 'grafana/licensing.json'), 'utf8'))).panels;

/** Every expression of rules and dashboard, with Grafana's variables filled in. */
export const expressions = (): readonly string[] => [
  ...alerts().map(({ expr }) => expr),
  ...panels().flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '1m'))),
];

/** A metric that an expression asks for, and the labels by which it chooses. */
export interface Selector {
  readonly name: string;
  readonly labels: readonly string[];
}

/** What is wrong with an expression by Prometheus' grammar, and what it asks for. */
export function readPromQl(expression: string): { problems: readonly string[]; selectors: readonly Selector[] } {
  const problems: string[] = [];
  const selectors: { name: string; labels: string[] }[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, type, from, to, node }) => {
      const text = expression.slice(from, to);
      if (type.isError) problems.push(`${expression}: at ${from}`);
      else if (name === 'VectorSelector') selectors.push({ name: '', labels: [] });
      const last = selectors.at(-1);
      if (last && name === 'Identifier') last.name = text;
      if (last && name === 'LabelName' && node.parent?.name.endsWith('LabelMatcher')) last.labels.push(text);
    },
  });
  return { problems, selectors };
}

/** Prometheus itself makes these, and the scrape configuration gives the label. */
const made = new Set(['up']);
const given = 'service';

/** What rules and dashboard ask for and no process tells. */
export function unknownTo(samples: readonly Sample[]): readonly string[] {
  const told = new Map<string, Set<string>>();
  for (const { name, labels } of samples) {
    const known = told.get(name) ?? new Set([given]);
    for (const label of Object.keys(labels)) known.add(label);
    told.set(name, known);
  }
  const asked = expressions().flatMap((one) => readPromQl(one).selectors);
  const missing = asked.flatMap(({ name, labels }) => {
    const known = told.get(name);
    if (made.has(name)) return [];
    return known ? labels.filter((label) => !known.has(label)).map((label) => `${name}{${label}}`) : [name];
  });
  return [...new Set(missing)];
}
