import { refuse } from '@platform/kernel';
import { commonPhrases, commonWords, walks } from './common-words.ts';

export const SHORTEST = 15;
/** Long enough for every passphrase; hashing must not become a way to keep us busy. */
export const LONGEST = 256;
/** What must be left, and how varied, once everything easy has been taken out. */
const ENOUGH = 8;
const VARIED = 5;

export type Hint = 'TOO_SHORT' | 'TOO_LONG' | 'REPEATS' | 'SEQUENCE' | 'ABOUT_YOU' | 'COMMON' | 'TOO_FEW_CHARACTERS';

const advice: Readonly<Record<Hint, string>> = {
  TOO_SHORT: `Use at least ${SHORTEST} characters; a few unrelated words are easy to remember.`,
  TOO_LONG: `Use at most ${LONGEST} characters.`,
  REPEATS: 'Repeating characters or words adds nothing.',
  SEQUENCE: 'Rows of the keyboard, the alphabet or digits in order add nothing.',
  ABOUT_YOU: 'Your name and address add nothing.',
  COMMON: 'Words that many passwords consist of add nothing.',
  TOO_FEW_CHARACTERS: 'Use more different characters.',
};

export interface Person {
  readonly email: string;
  readonly name: string;
}

export interface Measure {
  /** 0 (worthless) to 4. */
  readonly score: number;
  readonly hints: readonly Hint[];
  readonly acceptable: boolean;
}

/** One spelling for one password, so that every keyboard gives the same bytes to hash. */
export const normalizePassword = (password: string): string => password.normalize('NFKC');

/** Raises PASSWORD_TOO_WEAK{score, hints} unless the password is hard to guess for somebody who knows its owner. */
export function mustBeStrong(password: string, person: Person, field = 'password'): void {
  const { acceptable, score, hints } = measurePassword(password, person);
  if (acceptable) return;
  throw refuse('PASSWORD_TOO_WEAK', {
    metadata: { score: String(score), hints: hints.join(',') },
    fields: hints.map((hint) => ({ field, reason: hint, detail: advice[hint] })),
  });
}

/** Takes out what is easy to guess and looks at what remains. */
export function measurePassword(given: string, person: Person): Measure {
  const password = normalizePassword(given);
  const length = [...password].length;
  const hints = new Set<Hint>();
  if (length < SHORTEST) hints.add('TOO_SHORT');
  if (length > LONGEST) return { score: 0, hints: ['TOO_LONG'], acceptable: false };

  const rest = residue(password, person, (hint) => hints.add(hint));
  const variety = new Set(rest).size;
  const weak = [...rest].length < ENOUGH || variety < VARIED;
  if (weak && (hints.size === 0 || variety < VARIED)) hints.add('TOO_FEW_CHARACTERS');
  const acceptable = !weak && length >= SHORTEST;
  const score = Math.min(acceptable ? 4 : 2, Math.floor(Math.min(variety, [...rest].length) / 3));
  return { score, hints: acceptable ? [] : [...hints], acceptable };
}

function residue(password: string, person: Person, found: (hint: Hint) => void): string {
  let rest = password.toLowerCase();
  const take = (hint: Hint, without: string) => {
    if (without !== rest) found(hint);
    rest = without;
  };
  take('REPEATS', unrepeated(rest));
  take('SEQUENCE', withoutWalks(rest));
  rest = plain(rest);
  take('ABOUT_YOU', without(rest, piecesOf(person)));
  take('COMMON', without(rest, [...commonPhrases, ...commonWords]));
  return rest;
}

/** A text that repeats itself counts once, and so does a character that is held down. */
function unrepeated(text: string): string {
  const twice = `${text}${text}`;
  const period = twice.indexOf(text, 1);
  const unit = period < text.length ? text.slice(0, period) : almostRepeated(text);
  return unit.replace(/(.)\1{2,}/gu, '$1');
}

/** `abcabcab`: the last repetition may be cut short. */
function almostRepeated(text: string): string {
  for (let period = 1; period <= text.length / 2; period += 1) {
    if (text.startsWith(text.slice(period))) return text.slice(0, period);
  }
  return text;
}

const WALK = 4;
const bothWays = walks.flatMap((walk) => [walk, [...walk].reverse().join('')]);

/** Removes every stretch of four or more characters that a walk contains, forwards or backwards. */
function withoutWalks(text: string): string {
  let kept = '';
  let at = 0;
  while (at < text.length) {
    const length = walkAt(text, at);
    if (length === 0) kept += text[at];
    at += Math.max(1, length);
  }
  return kept;
}

function walkAt(text: string, at: number): number {
  let longest = 0;
  for (const walk of bothWays) {
    let length = WALK;
    while (at + length <= text.length && walk.includes(text.slice(at, at + length))) length += 1;
    longest = Math.max(longest, length - 1);
  }
  return longest >= WALK ? longest : 0;
}

const substitutes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Without accents, blanks and punctuation, and with the usual substitutes read as the letters they stand for. */
const plain = (text: string): string =>
  [...text.normalize('NFKD')]
    .map((character) => substitutes[character] ?? character)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '');

const without = (text: string, pieces: readonly string[]): string =>
  pieces.reduce((rest, piece) => rest.replaceAll(piece, ''), text);

/** The parts of name and address, plain, longest first; very short ones are in every text. */
const piecesOf = ({ email, name }: Person): readonly string[] =>
  `${email} ${name}`
    .toLowerCase()
    .split(/[\s@.+_-]+/)
    .map(plain)
    .filter((piece) => piece.length >= 3)
    .sort((one, other) => other.length - one.length);
