/**
 * How long the texts of an activation request may be, in UTF-16 units, and how many things it may list (contract §6.1). What
 * is longer is refused as REQUEST_INVALID, which is a verdict: who asks must cut first.
 */
export const requestLimits = { name: 64, machineId: 64, text: 255, nonce: 128, evidence: 32, offline: 1_000 } as const;

/** The beginning of a text that fits the limit; a character is kept whole or left out. */
export function cutTo(limit: number, text: string): string {
  const cut = text.slice(0, limit);
  return /[\uD800-\uDBFF]$/.test(cut) && cut.length < text.length ? cut.slice(0, -1) : cut;
}
