import { causedBy, type Received, token as wire } from '@platform/contracts';
import { isId } from '@platform/kernel';
import { LRUCache } from 'lru-cache';
import type { Context } from '../context.ts';
import { noteUse } from '../domain/note-use.ts';
import type { Token } from '../domain/token.ts';

const remembered = 10_000;

/**
 * When a token was last used: evidence that the user has switched (S-171). A token's last use only ever moves on, so what
 * was old news when it was last read is old news still, and is not read again.
 */
export const onActivationGranted = ({ tokens }: Pick<Context, 'tokens'>) => {
  const lastRead = new LRUCache<string, Pick<Token, 'status' | 'lastUsedAt'>>({ max: remembered });
  return async (event: Received<'activation.v1.ActivationGranted'>): Promise<void> => {
    const { data, time } = event;
    if (data.credentialKind !== wire.CredentialKind.DEVELOPER || !isId('tok', data.credentialId)) return;
    const usedAt = data.at ?? time;
    const before = lastRead.get(data.credentialId);
    if (before && noteUse(before, usedAt).length === 0) return;
    const { state } = await tokens.change(data.credentialId, (token) => noteUse(token, usedAt), causedBy(event));
    lastRead.set(data.credentialId, { status: state.status, lastUsedAt: state.lastUsedAt });
  };
};
