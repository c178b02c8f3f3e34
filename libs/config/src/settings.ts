import { z } from 'zod';

/** `true`, `1`, `yes`, `on` and their opposites. `flag().default(false).describe('…')` */
export const flag = () => z.stringbool({ error: 'must be true or false' });

/** `host:port`; port 0 takes a free one. */
export const address = () =>
  z.string().regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, { error: 'must be an address like 127.0.0.1:7001' });

/** A comma-separated list; blanks around the parts are dropped. */
export const list = () =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(Boolean), { error: 'must be a comma-separated list without empty parts' });

/** A whole number in a range. */
export const whole = (min: number, max: number = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int({ error: 'must be a whole number' })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });

/** An absolute URL of one of the given schemes. */
export const url = (...schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && (schemes.length === 0 || schemes.includes(schemeOf(text))), {
    error: schemes.length ? `must be a URL that starts with ${schemes.join(':// or ')}://` : 'must be a URL',
  });

const schemeOf = (text: string): string => new URL(text).protocol.slice(0, -1);

/** A JSON document of the given shape. */
export const json = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape);

/** A setting whose value must never be shown. */
export const secret = () => z.string().meta({ secret: true });
