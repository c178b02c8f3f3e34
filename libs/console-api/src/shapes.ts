import { isId, type Prefix, prefixes } from '@platform/kernel';
import { z } from 'zod';
import type {} from 'zod-openapi';

/** An id of ours, e.g. `ws_01j…`. */
export const idOf = (prefix: Prefix) =>
  z
    .string()
    .max(64)
    .refine((value): boolean => isId(prefix, value), {
      message: `Give the id of a ${prefixes[prefix]}; it looks like ${prefix}_01j….`,
    })
    .meta({ description: `Id of a ${prefixes[prefix]}.`, example: `${prefix}_01jd3v7k2m5n8p9qrstvwxyz01` });

/** So many of something. */
export const count = z.number().int().nonnegative().meta({ example: 3 });

/** RFC 3339, UTC, milliseconds (contract §4.2). */
export const instant = z.iso.datetime({ precision: 3 }).meta({ example: '2026-01-02T03:04:05.678Z' });

const printable = (value: string) => !/\p{Cc}/u.test(value);
/** A line of text without control characters, trimmed. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.trim())
    .refine((value) => value.length > 0, { message: 'Give at least one character.' })
    .refine(printable, { message: 'Leave control characters out.' });

/** As long as identity takes one. */
export const personName = line(100);

export const email = z
  .string()
  .min(3)
  .max(254)
  .refine(printable, { message: 'Leave control characters out.' })
  .meta({ example: 'maya@example.com' });
export const password = z
  .string()
  .min(1)
  .max(256)
  .meta({ format: 'password', description: 'At least 15 characters; spaces count.' });
export const secret = z
  .string()
  .min(16)
  .max(256)
  .regex(/^[\w-]+$/, { message: 'Copy the whole secret from the mail.' });

export const inWorkspace = z.strictObject({ workspace_id: idOf('ws') });

export const page = z.strictObject({
  page_size: z.coerce.number().int().min(1).max(200).default(50),
  page_token: z.string().max(512).default(''),
});
/** A page of a list: its items and the token of the next page, empty at the end. */
export const pageOf = <Item extends z.ZodType>(items: string, item: Item) =>
  z.object({ [items]: z.array(item), next_page_token: z.string(), total_size: count.optional() });
