/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | readonly Part[];

/** HTML in which every value is escaped, unless it was made by `html` itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly Part[]): Html =>
  new Html(parts.reduce((text, part, index) => `${text}${written(values[index - 1] ?? '')}${part}`));

const written = (value: Part): string => {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return String(value).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
};
