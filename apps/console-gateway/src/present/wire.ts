import { CodedError } from '@platform/kernel';

/** The name of an enum value in the API's form: `Role.ADMIN` → `admin`. A value that nobody knows is a bug. */
export function nameOf<E extends Readonly<Record<string, number>>>(
  values: E,
  value: number,
): Lowercase<keyof E & string> {
  const name = Object.keys(values).find((key) => values[key] === value);
  if (!name || name === 'UNSPECIFIED') throw new TypeError(`no name for the enum value ${value}`);
  return name.toLowerCase() as Lowercase<keyof E & string>;
}

/** RFC 3339 with milliseconds (contract §4.2). */
export const instant = (at: Date | undefined): string | undefined => at?.toISOString();

/** An instant that every service must give. */
export function bornAt(at: Date | undefined): string {
  if (!at) throw new TypeError('a service left out an instant that it must give');
  return at.toISOString();
}

/** A part of an answer that every service must give. */
export function given<T>(part: T | undefined, service: string): T {
  if (part === undefined)
    throw new CodedError('INTERNAL', { cause: new TypeError(`${service} left out a part of its answer`) });
  return part;
}

/** An empty string on the wire is an absent value in the API. */
export const orAbsent = (text: string): string | undefined => (text === '' ? undefined : text);
