/** Names whose values nobody may read, in any spelling: `newPassword`, `LOCALSTACK_API_KEY`, `x-caller`. */
const names = [
  'pass(?:word|phrase|wd)',
  'secret',
  'authorization',
  'cookies?',
  'api[_-]?key',
  'legacy[_-]?key',
  'private[_-]?key',
  'peppers?',
  '(?:seal|sign)ing[_-]?keys?',
  'credential',
  'token',
  'plaintext',
  'x-caller',
].join('|');

const hidden = '[redacted]';
/** Bounded: a text of one endless word must not cost quadratic time. */
const named = `[\\w.-]{0,40}(?:${names})`;

/** `"name":"value"` in JSON, and the same inside a string of JSON (`\"name\":\"value\"`). */
const jsonField = new RegExp(`("${named}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi');
const nestedField = new RegExp(
  `(\\\\"${named}\\\\"\\s*:\\s*)\\\\"(?:[^"\\\\]|\\\\\\\\(?:\\\\\\\\|\\\\"|[^"\\\\]))*\\\\"`,
  'gi',
);
/** `name=value` in query strings, cookies and environments; `__Host-…` cookies whatever their name. */
const assignment = new RegExp(`((?:${named}|__Host-[\\w-]+)=)[^&;,\\s"'\\\\]+`, 'gi');
/** A credential's value field: `"credential":{"value":"…"}`. */
const valueField = /("value"\s*:\s*)"(?:[^"\\]|\\.)*"/g;
/** A Buffer or a Uint8Array as JSON writes it: whatever it holds, it is not for people. */
const bytes = /\{"type":"Buffer","data":\[[\d,]*\]\}|\{"0":\d{1,3}(?:,"\d+":\d{1,3})*\}/g;

const ourToken = /\b(ls(?:at|ci)_)([A-Za-z0-9_-]+)/g;
const jws = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const bearer = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const userinfo = /(:\/\/[^\s:/@"]*:)[^\s/@"]+@/g;
/** An Ed25519 private key in PKCS8. */
const pkcs8 = /\bMC4CAQ[A-Za-z0-9+/]{50,}={0,2}/g;
/** 256 bits and more in base64url: sessions, proofs, invitations, whatever they are called. */
const longSecret = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{43,}(?![\w-])/g;

/**
 * Text in which every secret is replaced by what may be shown of it: our tokens by `lsat_…last4`, other things that look
 * secret or are named so by a mark. Takes plain text, JSON and JSON within JSON; JSON stays JSON.
 */
export const redact = (text: string): string =>
  text
    .replace(ourToken, (_all, prefix: string, rest: string) => `${prefix}…${rest.length >= 16 ? rest.slice(-4) : ''}`)
    .replace(jsonField, (all, before: string) => keptToken(all) ?? `${before}"${hidden}"`)
    .replace(nestedField, `$1\\"${hidden}\\"`)
    .replace(valueField, (all, before: string) => keptToken(all) ?? `${before}"${hidden}"`)
    .replace(bytes, `"${hidden}"`)
    .replace(assignment, `$1${hidden}`)
    .replace(bearer, `$1 ${hidden}`)
    .replace(userinfo, `$1${hidden}@`)
    .replace(jws, 'eyJ…')
    .replace(pkcs8, hidden)
    .replace(longSecret, (all) => `…${all.slice(-4)}`);

/** A field whose whole value is one of our tokens is already short enough to be shown: it helps support. */
const keptToken = (field: string): string | undefined =>
  /:\s*"ls(?:at|ci)_…\w{0,4}"$/.test(field) ? field : undefined;
