import { displayOf, holdsToken, tokenPattern } from '@platform/credential';

/** What is given to this command is a token, whatever it looks like: it may be one that was mistyped, or a legacy key. */
const TAKES_TOKEN = 'set-token';
const looksMeantAsToken = /^ls[a-z]{2}\d*_/i;

/** The arguments of a command line that may hold a secret. */
function secretsIn(args: readonly string[]): readonly string[] {
  const after = args.indexOf(TAKES_TOKEN) + 1;
  const given = after > 0 ? args.slice(after).filter((arg) => !arg.startsWith('-')) : [];
  return [...given, ...args.filter((arg) => holdsToken(arg) || looksMeantAsToken.test(arg))]
    .filter((arg) => arg.length > 2)
    .toSorted((one, other) => other.length - one.length);
}

/**
 * A text that may quote the command line, without the secrets that stood in it: a usage error names what it did not expect,
 * and that is a token more often than not (contract §5.9: never echoes).
 */
export const masked = (text: string, args: readonly string[]): string =>
  secretsIn(args)
    .reduce((left, secret) => left.replaceAll(secret, displayOf(secret)), text)
    .replace(tokenPattern, displayOf);
