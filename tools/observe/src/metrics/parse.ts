/** One line of the Prometheus text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** The samples of a text; comments and what is none are passed over. */
export function parseMetrics(text: string): readonly Sample[] {
  return text.split('\n').flatMap((one) => {
    const [, name, labels = '', value = ''] = line.exec(one) ?? [];
    return name === undefined ? [] : [{ name, labels: labelsOf(labels), value: numberOf(value) }];
  });
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(label)].map(([, name = '', value = '']) => [name, unescaped(value)]));

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_all, one: string) => (one === 'n' ? '\n' : one));

const numberOf = (text: string): number => (text === '+Inf' ? Number.POSITIVE_INFINITY : Number(text));
