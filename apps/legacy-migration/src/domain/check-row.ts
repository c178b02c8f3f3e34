import { holdsToken } from '@platform/credential';
import { isId, type UserId, type WorkspaceId } from '@platform/kernel';
import type { LegacyKind } from './legacy-key.ts';

/** The columns of an import, in the order in which they are documented. */
export const columns = ['workspace_id', 'kind', 'user_id', 'name', 'sha256', 'display', 'source_system'] as const;
export type Column = (typeof columns)[number];
export type Cells = Readonly<Record<Column, string>>;

/** A row that can be taken in. */
export interface Row {
  readonly workspaceId: WorkspaceId;
  readonly kind: LegacyKind;
  readonly userId: UserId | '';
  readonly name: string;
  readonly sha256: Buffer;
  readonly display: string;
  readonly sourceSystem: string;
}

/** Which field is wrong and what to give instead. */
export interface RowProblem {
  readonly field: string;
  readonly remedy: string;
}

const control = /\p{Cc}|\p{Cf}|\p{Cs}/u;
const shown = /^"?([^\p{C}".…]{1,3})(?:\.\.\.|…)"?\((\d{1,4})\)$/u;

/**
 * Reads one row. Names are text and stay as they are, also those that a spreadsheet would take for a formula; whoever
 * writes them into a CSV again escapes them there.
 */
export function checkRow(cells: Cells): Row | readonly RowProblem[] {
  const problems: RowProblem[] = [];
  const need = (right: boolean, field: Column, remedy: string) => {
    if (!right) problems.push({ field, remedy });
  };
  const { workspace_id: workspaceId, kind, user_id: userId, name, sha256, source_system: sourceSystem } = cells;
  const [, start, length] = shown.exec(cells.display) ?? [];
  need(isId('ws', workspaceId), 'workspace_id', 'Give a workspace id; it looks like ws_01j….');
  need(kind === 'api' || kind === 'ci', 'kind', 'Give api or ci.');
  if (kind === 'api') need(isId('usr', userId), 'user_id', "Give the id of the key's owner; it looks like usr_01j….");
  if (kind === 'ci') need(userId === '', 'user_id', 'Leave it empty: a CI key belongs to the workspace.');
  if (kind === 'ci') need(name !== '', 'name', 'Give the name of the CI key.');
  need(name.length <= 100 && !control.test(name), 'name', 'Give at most 100 characters without line breaks.');
  need(!holdsToken(name), 'name', 'Give a name; this holds an Auth Token.');
  need(!holdsToken(sourceSystem), 'source_system', 'Give the name of a system; this holds an Auth Token.');
  need(/^[0-9a-f]{64}$/i.test(sha256), 'sha256', 'Give the SHA-256 of the key as 64 hexadecimal digits.');
  need(start !== undefined, 'display', 'Give the first three characters and the length, like "abc..."(10).');
  need(sourceSystem.length <= 64 && !control.test(sourceSystem), 'source_system', 'Give at most 64 characters.');
  if (problems.length > 0 || !isId('ws', workspaceId) || (kind !== 'api' && kind !== 'ci')) return problems;
  const owner = isId('usr', userId) ? userId : '';
  const display = `"${start}..."(${Number(length)})`;
  return { workspaceId, kind, userId: owner, name, sha256: Buffer.from(sha256, 'hex'), display, sourceSystem };
}

export const isRow = (checked: Row | readonly RowProblem[]): checked is Row => !Array.isArray(checked);
