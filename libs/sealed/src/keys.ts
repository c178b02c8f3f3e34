/** A secret key and the name under which what it made can be found again after a change of keys. */
export interface VersionedKey {
  readonly version: string;
  readonly key: Buffer;
}

/** At least one key; the first is current, the others are still understood. */
export type VersionedKeys = readonly [VersionedKey, ...VersionedKey[]];

const shape = /^(v[0-9]{1,9}):([A-Za-z0-9+/_-]+={0,2})$/;

/**
 * Reads keys from a setting: `v2:base64,v1:base64`, the current one first. Raises a TypeError that names the position
 * and never the content: an entry of another form, a key of the wrong length, a version given twice.
 */
export function readKeys(text: string, bytes: { readonly atLeast: number; readonly atMost: number }): VersionedKeys {
  const [first, ...others] = text.split(',').map((entry, index) => readKey(entry.trim(), index + 1, bytes));
  if (!first) throw new TypeError('there is no key');
  const versions = [first, ...others].map((one) => one.version);
  const twice = versions.find((version, index) => versions.indexOf(version) !== index);
  if (twice) throw new TypeError(`version ${twice} is given twice`);
  return [first, ...others];
}

function readKey(entry: string, position: number, bytes: { atLeast: number; atMost: number }): VersionedKey {
  const [, version, encoded] = shape.exec(entry) ?? [];
  if (!version || !encoded) throw new TypeError(`key ${position} is not of the form v1:base64`);
  const key = Buffer.from(encoded, 'base64');
  if (key.length >= bytes.atLeast && key.length <= bytes.atMost) return { version, key };
  const wanted = bytes.atLeast === bytes.atMost ? `${bytes.atLeast}` : `${bytes.atLeast} to ${bytes.atMost}`;
  throw new TypeError(`key ${position} (${version}) has ${key.length} bytes and must have ${wanted}`);
}
