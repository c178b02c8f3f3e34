import { CsvError, parse } from 'csv-parse/sync';
import type { RowProblem } from '../domain/check-row.ts';
import { type ParsedRow, readCells, refuseContent } from './cells.ts';

/**
 * Reads CSV (RFC 4180) with a header. No value may hold a line break, so each line is read by itself: a quotation mark
 * that does not fit spoils its own row and not the rest of the file.
 * Raises VALIDATION_FAILED when there is no header or it names a column twice.
 */
export function parseCsv(text: string): readonly ParsedRow[] {
  const [header, ...rows] = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map(parseLine);
  if (!header || !isRecord(header)) throw refuseContent('Give CSV whose first line names the columns.');
  const names = header.map((name) => name.trim().toLowerCase());
  if (new Set(names).size < names.length) throw refuseContent('Name each column once.');
  return rows.map((row) => (isRecord(row) ? cellsOf(names, row) : [row]));
}

type Line = readonly string[] | RowProblem;
const isRecord = (line: Line): line is readonly string[] => Array.isArray(line);

function parseLine(line: string): Line {
  try {
    const [record] = parse(line, { relax_column_count: true });
    return record ?? { field: 'row', remedy: 'Give values.' };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { field: 'row', remedy: `It is not CSV: ${remedyOf(error)}` };
  }
}

/** The parser's own words quote the row, and a row holds a hash. */
const remedyOf = ({ code }: CsvError): string =>
  code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'close the quotation mark on the same line.'
    : 'put a value that holds a quotation mark in quotation marks and double those inside.';

function cellsOf(names: readonly string[], row: readonly string[]): ParsedRow {
  if (row.length > names.length) return [{ field: 'row', remedy: `Give ${names.length} values, as the header does.` }];
  return readCells(new Map(names.map((name, index) => [name, row[index] ?? ''])));
}
