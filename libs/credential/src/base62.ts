const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The largest multiple of 62 that a byte can hold. Bytes from here on are thrown away: 256 is no multiple of 62. */
const FAIR = 248;

/** Gives `count` bytes of chance. */
export type Random = (count: number) => Uint8Array;

/** `length` characters, each of the 62 equally likely if each byte of `random` is. */
export function randomBase62(length: number, random: Random): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random(length - text.length)) {
      if (byte < FAIR) text += alphabet.charAt(byte % 62);
    }
  }
  return text;
}

/** A whole number in base 62, most significant digit first, filled up with zeros. */
export function base62Of(number: number, width: number): string {
  let text = '';
  for (let rest = number; text.length < width; rest = Math.floor(rest / 62)) text = alphabet.charAt(rest % 62) + text;
  return text;
}
