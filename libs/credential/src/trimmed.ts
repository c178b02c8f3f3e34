const around = new Set([' ', '\t', '\r', '\n', '\f', '\v', '\u00a0', '\ufeff', '"', "'"]);

/**
 * Without the quotes and blanks around it, in whatever order they come: shells and compose files leave them there, and
 * `${LOCALSTACK_AUTH_TOKEN:- }` gives a single space (S-111, S-112). A loop, since a pattern anchored at the end is slow on long blanks.
 */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && around.has(text.charAt(start))) start += 1;
  while (end > start && around.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
