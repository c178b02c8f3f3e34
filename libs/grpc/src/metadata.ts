import type { Metadata } from '@grpc/grpc-js';

/** The first value of a metadata key; '' when it is missing or binary. */
export function text(metadata: Metadata, key: string): string {
  const [value] = metadata.get(key);
  return typeof value === 'string' ? value : '';
}
