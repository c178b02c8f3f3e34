import { refuse } from '@platform/kernel';

/** legacy-migration takes at most 60 KiB at once; some room is left for the message around it. */
export const maxBytes = 56 * 1_024;

/** A part of a file that is sent at once: whole lines, each CSV part with the header. */
export interface Batch {
  readonly content: Buffer;
  /** How many rows stand before this batch. */
  readonly rowsBefore: number;
  readonly rows: number;
}

/**
 * Cuts a file of rows into batches of whole lines; blank lines are left out. A CSV header is repeated in each.
 * Raises REQUEST_TOO_LARGE naming the line that does not fit.
 */
export function batchesOf(text: string, format: 'csv' | 'ndjson', limit = maxBytes): readonly Batch[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [header, rows] = format === 'csv' ? [`${lines[0] ?? ''}\n`, lines.slice(1)] : ['', lines];
  const batches: Batch[] = [];
  let open = { text: header, rows: 0, before: 0 };
  const close = () => {
    if (open.rows > 0) batches.push({ content: Buffer.from(open.text), rows: open.rows, rowsBefore: open.before });
    open = { text: header, rows: 0, before: open.before + open.rows };
  };
  for (const [index, row] of rows.entries()) {
    const fits = (text: string) => Buffer.byteLength(text) + Buffer.byteLength(row) + 1 <= limit;
    if (!fits(header)) {
      throw refuse('REQUEST_TOO_LARGE', {
        detail: `Row ${index + 1} is longer than ${limit} bytes.`,
        metadata: { max: String(limit) },
      });
    }
    if (!fits(open.text)) close();
    open = { ...open, text: `${open.text}${row}\n`, rows: open.rows + 1 };
  }
  close();
  return batches;
}
