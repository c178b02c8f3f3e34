import { asText, type Databases, readable } from './databases.ts';

/** The whole content of the databases, comparable: place and id → what is kept there. */
export type Content = ReadonlyMap<string, string>;

/** What may differ although nothing was changed, each with its reason. */
export interface Noise {
  /** `database.collection` that are left out. */
  readonly places: Readonly<Record<string, string>>;
  /** Fields that are left out of documents, by place; `state.lastSeenAt`. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export async function contentOf(databases: Databases, { places, fields }: Noise): Promise<Content> {
  const content = new Map<string, string>();
  for await (const { place, bson } of databases.documents()) {
    if (place in places) continue;
    const document = readable(bson);
    for (const field of fields[place] ?? []) remove(document, field.split('.'));
    content.set(`${place}/${asText({ _id: document._id })}`, asText(document));
  }
  return content;
}

function remove(document: Record<string, unknown>, [name = '', ...rest]: readonly string[]): void {
  const inner = document[name];
  if (rest.length === 0) delete document[name];
  else if (typeof inner === 'object' && inner !== null) remove(inner as Record<string, unknown>, rest);
}

/** What differs, in words. */
export function differences(before: Content, after: Content): readonly string[] {
  const changed = [...after].filter(([key, text]) => before.get(key) !== text);
  const gone = [...before.keys()].filter((key) => !after.has(key));
  return [
    ...changed.map(([key, text]) => `${before.has(key) ? 'changed' : 'new'}: ${key} ${text.slice(0, 300)}`),
    ...gone.map((key) => `gone: ${key}`),
  ];
}
