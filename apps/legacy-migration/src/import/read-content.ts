import { refuse } from '@platform/kernel';
import { checkRow, isRow, type Row, type RowProblem } from '../domain/check-row.ts';
import { isProblem, refuseContent } from './cells.ts';
import { parseCsv } from './parse-csv.ts';
import { parseNdjson } from './parse-ndjson.ts';

export type Format = 'csv' | 'ndjson';
export type ReadRow = { readonly row: Row } | { readonly problems: readonly RowProblem[] };

const MOST_BYTES = 60 * 1_024;
const MOST_ROWS = 1_000;

/**
 * Reads an import into rows, in order; a bad row does not keep the good ones out.
 * Raises REQUEST_TOO_LARGE{max}, BATCH_TOO_LARGE{max} and VALIDATION_FAILED for what cannot be read as a whole.
 */
export function readContent(format: Format, content: Uint8Array): readonly ReadRow[] {
  if (content.length > MOST_BYTES) throw refuse('REQUEST_TOO_LARGE', { metadata: { max: `${MOST_BYTES}` } });
  const text = decode(content);
  const rows = format === 'csv' ? parseCsv(text) : parseNdjson(text);
  if (rows.length === 0) throw refuseContent('Give at least one row.');
  if (rows.length > MOST_ROWS) throw refuse('BATCH_TOO_LARGE', { metadata: { max: `${MOST_ROWS}` } });
  return rows.map((parsed): ReadRow => {
    if (isProblem(parsed)) return { problems: parsed };
    const checked = checkRow(parsed);
    return isRow(checked) ? { row: checked } : { problems: checked };
  });
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw refuseContent('Give text in UTF-8.');
  }
}

/** Reads the hash algorithm. Raises IMPORT_HASH_UNSUPPORTED: what is not SHA-256 could never be found again. */
export function mustBeSha256(given: string): void {
  if (/^sha-?256$/i.test(given)) return;
  throw refuse('IMPORT_HASH_UNSUPPORTED', { metadata: { min: 'sha256', got: given.slice(0, 40) } });
}
