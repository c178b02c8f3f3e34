/**
 * A name that somebody typed, fit for a mail to somebody else; empty when it is not. Anybody can sign up with a stranger's
 * address, and mail programs turn whatever looks like an address into a link: such a name is not repeated to the stranger.
 */
export function safeName(name: string): string {
  const line = oneLine(name);
  const tooLong = [...line].length > 60;
  const likeAddress = /[/\\@:<>]|www\.|\p{L}\.\p{L}|\p{N}\.\p{N}/iu.test(line);
  return tooLong || likeAddress ? '' : line;
}

/** Text on one line, without control and format characters: nothing in it can begin another header. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
