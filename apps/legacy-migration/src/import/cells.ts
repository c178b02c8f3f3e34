import { type CodedError, refuse } from '@platform/kernel';
import { type Cells, columns, type RowProblem } from '../domain/check-row.ts';

/** One row as it was read: its cells, or why it has none. */
export type ParsedRow = Cells | readonly RowProblem[];

export const isProblem = (row: ParsedRow): row is readonly RowProblem[] => Array.isArray(row);

/** The documented cells, trimmed; a column that was left out is empty. A column that we do not know is a problem. */
export function readCells(given: ReadonlyMap<string, string>): ParsedRow {
  const known: readonly string[] = columns;
  const unknown = [...given.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0)
    return unknown.map((name) => ({ field: name.slice(0, 40), remedy: `Give ${known.join(', ')}.` }));
  const cell = (name: string) => given.get(name)?.trim() ?? '';
  return {
    workspace_id: cell('workspace_id'),
    kind: cell('kind').toLowerCase(),
    user_id: cell('user_id'),
    name: cell('name'),
    sha256: cell('sha256'),
    display: cell('display'),
    source_system: cell('source_system'),
  };
}

/** VALIDATION_FAILED for the whole of it. */
export const refuseContent = (remedy: string): CodedError =>
  refuse('VALIDATION_FAILED', {
    detail: `content: ${remedy}`,
    fields: [{ field: 'content', reason: 'CONTENT_INVALID', detail: remedy }],
  });
