import type { z } from 'zod';
import { layersOf, metaOf } from './meta.ts';

/** One row of a service's settings table. */
export interface SettingRow {
  readonly name: string;
  /** The default as one would write it into the environment; empty when there is none or it is secret. */
  readonly default: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly says: string;
}

/** The settings of a schema in its order, for the README table and `.env.example`. */
export const describe = (schema: z.ZodObject): readonly SettingRow[] =>
  Object.entries(schema.shape).map(([name, type]) => {
    const { says, secret } = metaOf(type);
    const fallback = defaultOf(type);
    return { name, default: secret ? '' : written(fallback), required: isRequired(type), secret, says };
  });

const isRequired = (type: unknown): boolean =>
  ![...layersOf(type)].some(({ def }) => ['default', 'prefault', 'optional', 'nullable'].includes(def.type));

function defaultOf(type: unknown): unknown {
  for (const { def } of layersOf(type)) if ('defaultValue' in def) return def.defaultValue;
  return undefined;
}

function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
