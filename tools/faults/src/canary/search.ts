/** A secret that must be found nowhere. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** A secret that was found. */
export interface Hit {
  readonly canary: string;
  /** How it was written there. */
  readonly as: string;
  readonly where: string;
}

/** One stretch of bytes, and where it was found. */
export interface Stretch {
  readonly where: string;
  readonly bytes: Buffer;
}

/** The part of base64 that is the same whatever stands before and after, for each of the three ways to align it. */
function base64Cores(value: string): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]).toString('base64');
    return text.slice(shift === 0 ? 0 : shift + 1, -4);
  });
}

interface Needle {
  readonly canary: string;
  readonly as: string;
  readonly bytes: Buffer;
}

const spelled = ({ name: canary, value }: Canary): readonly Needle[] => [
  { canary, as: 'text', bytes: Buffer.from(value) },
  { canary, as: 'percent-encoded text', bytes: Buffer.from(encodeURIComponent(value)) },
  { canary, as: 'hex', bytes: Buffer.from(Buffer.from(value).toString('hex')) },
  { canary, as: 'UTF-16', bytes: Buffer.from(value, 'utf16le') },
  ...base64Cores(value).flatMap((core) => [
    { canary, as: 'base64', bytes: Buffer.from(core) },
    { canary, as: 'base64url', bytes: Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_')) },
  ]),
];

/** Looks for every canary in every stretch, as text and as people encode text. */
export async function search(
  canaries: readonly Canary[],
  stretches: AsyncIterable<Stretch>,
): Promise<{ readonly hits: readonly Hit[]; readonly bytes: Readonly<Record<string, number>> }> {
  const needles = canaries.flatMap(spelled);
  const hits: Hit[] = [];
  const bytes: Record<string, number> = {};
  for await (const { where, bytes: content } of stretches) {
    const [stream = where] = where.split(':');
    bytes[stream] = (bytes[stream] ?? 0) + content.length;
    for (const needle of needles)
      if (content.includes(needle.bytes)) hits.push({ canary: needle.canary, as: needle.as, where });
  }
  return { hits: withoutRepetition(hits), bytes };
}

/** What needs no encoding is spelled alike in several ways: it is one hit. */
const withoutRepetition = (hits: readonly Hit[]): readonly Hit[] => [
  ...new Map(hits.toReversed().map((hit) => [`${hit.canary} ${hit.where}`, hit])).values(),
];
