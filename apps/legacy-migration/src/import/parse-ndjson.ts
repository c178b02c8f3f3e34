import { type ParsedRow, readCells } from './cells.ts';

/** Reads NDJSON: one object per line, every value a string. A line that cannot be read is a row with a problem. */
export const parseNdjson = (text: string): readonly ParsedRow[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(parseLine);

function parseLine(line: string): ParsedRow {
  const value = tryJson(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: 'row', remedy: 'Give one JSON object per line.' }];
  }
  const entries = Object.entries(value);
  const wrong = entries.filter(([, cell]) => typeof cell !== 'string' && cell !== null);
  if (wrong.length > 0) return wrong.map(([field]) => ({ field: field.slice(0, 40), remedy: 'Give a string.' }));
  return readCells(new Map(entries.map(([field, cell]) => [field, typeof cell === 'string' ? cell : ''])));
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
