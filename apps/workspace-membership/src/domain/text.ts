import { refuse } from '@platform/kernel';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const control = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

export interface TextRule {
  readonly field: string;
  readonly min: number;
  readonly max: number;
}

/** A line of text that a person wrote, trimmed. Raises VALIDATION_FAILED naming the field. */
export function line(value: string, { field, min, max }: TextRule): string {
  const text = value.normalize('NFC').trim();
  if (control.test(text)) throw invalid(field, 'TEXT_INVALID', 'Leave control characters out.');
  const length = [...text].length;
  if (length < min) throw invalid(field, 'TEXT_MISSING', `Give at least ${min} character${min === 1 ? '' : 's'}.`);
  if (length > max) throw invalid(field, 'TEXT_TOO_LONG', `Give at most ${max} characters.`);
  return text;
}

/** One wrong field as an error. */
export const invalid = (field: string, reason: string, detail: string) =>
  refuse('VALIDATION_FAILED', { detail: `${field}: ${detail}`, fields: [{ field, reason, detail }] });

/** A readable, unique name for addresses: the name in plain letters and the last letters of the id. */
export function slugOf(name: string, workspaceId: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return `${plain || 'workspace'}-${workspaceId.slice(-8)}`;
}
