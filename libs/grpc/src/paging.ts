import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { refuse } from '@platform/kernel';

/** Writes and reads the page tokens of lists (contract §4.4): opaque, signed and bound to one list. */
export interface PageTokens {
  /** The token for what comes after `after` in `list`; `list` names RPC, workspace, filter and order. */
  write(list: string, after: string): string;
  /** Where the page begins; '' for the first page. Raises PAGE_TOKEN_INVALID for a token of another list. */
  read(list: string, token: string): string;
}

/** Page tokens under a key derived from a secret that all replicas of a service share. */
export function pageTokens(secret: string): PageTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'page tokens', 32));
  const sign = (list: string, after: string) =>
    createHmac('sha256', key).update(`${list.length}:${list}${after}`).digest().subarray(0, signatureBytes);
  return {
    write: (list, after) => Buffer.concat([sign(list, after), Buffer.from(after)]).toString('base64url'),
    read: (list, token) => {
      if (token === '') return '';
      const bytes = Buffer.from(token, 'base64url');
      const after = bytes.subarray(signatureBytes).toString();
      const signature = bytes.subarray(0, signatureBytes);
      if (signature.length === signatureBytes && timingSafeEqual(signature, sign(list, after))) return after;
      throw refuse('PAGE_TOKEN_INVALID', { metadata: { field: 'page_token' } });
    },
  };
}

const signatureBytes = 16;

/** The page size to use: 50 when none is given. Raises VALIDATION_FAILED outside 1 to 200. */
export function pageSizeOf(asked: number): number {
  if (asked === 0) return 50;
  if (Number.isInteger(asked) && asked >= 1 && asked <= 200) return asked;
  const problem = { field: 'page_size', reason: 'OUT_OF_RANGE', detail: 'Give 1 to 200, or leave it out for 50.' };
  throw refuse('VALIDATION_FAILED', { detail: `page_size: ${problem.detail}`, fields: [problem] });
}
