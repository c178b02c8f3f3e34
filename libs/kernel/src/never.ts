/** The branch that the types say is never reached; reached all the same, it is a bug. */
export function neverReached(value: never): never {
  throw new TypeError(`unhandled case: ${JSON.stringify(value)}`);
}
