import type { z } from 'zod';

interface Meta {
  readonly says: string;
  readonly secret: boolean;
}

/** What `.describe()` and `.meta({ secret: true })` say about a setting, wherever in the chain they were said. */
export function metaOf(type: unknown): Meta {
  const layers = [...layersOf(type)].map((layer) => layer.meta?.() ?? {});
  const says = layers.find((one) => one.description)?.description ?? '';
  return { says, secret: layers.some((one) => one.secret === true) };
}

/** A schema and everything it wraps: defaults, options, pipes. */
export function* layersOf(type: unknown): Generator<z.ZodType> {
  if (!isType(type)) return;
  yield type;
  const { def } = type;
  for (const key of ['innerType', 'in', 'out'] as const) if (key in def) yield* layersOf(def[key as keyof typeof def]);
}

const isType = (value: unknown): value is z.ZodType => typeof value === 'object' && value !== null && 'def' in value;
