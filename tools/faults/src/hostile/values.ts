/** Values that no field of ours takes in the place of a text: operators, other types, arrays for scalars. */
export const wrongTypes: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 12.5],
  ['an empty object', {}],
  ['an operator', { $ne: null }],
  ['a comparison', { $gt: '' }],
  ['code', { $where: 'sleep(1000)' }],
  ['an array', ['maya@example.com']],
  ['an array of operators', [{ $gt: '' }]],
  ['a prototype', JSON.parse('{"__proto__":{"admin":true}}')],
];

/** Texts that were trouble somewhere once. A free text may hold some of them. */
export const strangeTexts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['blanks', ' \t '],
  ['NUL', 'a\0b'],
  ['half a surrogate pair', 'a\ud800b'],
  ['a replacement character', 'a\ufffdb'],
  ['another direction', '\u202egnp.exe'],
  ['combining marks', `Z${'\u0351'.repeat(200)}`],
  ['an operator as text', '{"$gt":""}'],
  ['a dollar', '$where'],
  ['a prototype as text', '__proto__'],
  ['a path', '../../../etc/passwd'],
  ['a line break and a header', 'x\r\nBcc: eve@example.com'],
  ['a script', '<script>alert(1)</script>@example.com'],
  ['a formula', '=cmd|calc!A1'],
  ['10,000 letters', 'x'.repeat(10_000)],
];

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every place in a sample, as the way there: `[['credential'], ['credential', 'value']]`. */
function* places(sample: unknown, way: readonly string[] = []): Generator<readonly string[]> {
  if (!isObject(sample)) return;
  for (const [name, value] of Object.entries(sample)) {
    yield [...way, name];
    yield* places(value, [...way, name]);
  }
}

/** A copy with another value at a place; `undefined` leaves the place out. */
function replaced(sample: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (!isObject(sample)) return sample;
  return { ...sample, [name]: replaced(sample[name], rest, value) };
}

export interface Mutant {
  readonly what: string;
  /** True: wrong whatever the field means, so that it must be refused. False: a text that may be taken. */
  readonly mustFail: boolean;
  readonly body: Buffer;
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A good body with one thing wrong, for every place in it. `required` are the ways that may not be left out. */
export function* mutantsOf(sample: Json, required: readonly string[]): Generator<Mutant> {
  for (const way of places(sample)) {
    const at = way.join('.');
    for (const [what, value] of wrongTypes)
      yield {
        what: `${what} at ${at}`,
        mustFail: (what !== 'null' && !(what.includes('object') && isObject(value))) || required.includes(at),
        body: json(replaced(sample, way, value)),
      };
    for (const [what, value] of strangeTexts)
      yield { what: `${what} at ${at}`, mustFail: false, body: json(replaced(sample, way, value)) };
  }
  for (const name of required)
    yield { what: `no ${name}`, mustFail: true, body: json(replaced(sample, [name], undefined)) };
}

/** What is wrong with a body as a whole, whatever it should hold. */
export function* brokenBodies(sample: Json): Generator<Mutant> {
  const good = json(sample);
  const extra = (text: string) => Buffer.from(good.toString().replace(/^\{/, `{${text}${good.length > 2 ? ',' : ''}`));
  const wrong: readonly (readonly [string, Buffer])[] = [
    ['null', Buffer.from('null')],
    ['an array', Buffer.from('[]')],
    ['a text', Buffer.from('"text"')],
    ['a number', Buffer.from('42')],
    ['an opened brace', Buffer.from('{')],
    ['a cut body', Buffer.concat([good.subarray(0, Math.max(1, good.length - 1))])],
    ['two bodies', Buffer.concat([good, good])],
    ['bad UTF-8', Buffer.concat([Buffer.from('{"email":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"')])],
    ['100,000 brackets', Buffer.from('['.repeat(60_000))],
    ['70 KiB', json({ ...sample, name: 'x'.repeat(70_000) })],
    ['10 MB', json({ ...sample, name: 'x'.repeat(10_000_000) })],
  ];
  for (const [what, body] of wrong) yield { what, mustFail: true, body };
  const fields = [
    '"admin":true',
    '"$where":"sleep(1000)"',
    '"__proto__":{"admin":true}',
    '"constructor":{"prototype":{"admin":true}}',
  ];
  for (const text of fields) yield { what: `a field more: ${text}`, mustFail: true, body: extra(text) };
}
