import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { useEndOfSession } from '../../session/use-end-of-session.ts';
import { useNewestToken } from './current-token.ts';

type Answer = AnswerOf<'resetMyDeveloperToken'>;
export type Receipt = Answer['receipt'];
export type ResetReason = 'routine' | 'compromised';

type Phase =
  | { readonly at: 'asking' | 'sending'; readonly error?: unknown }
  | { readonly at: 'done'; readonly receipt: Receipt };

export interface Reset {
  readonly phase: Phase;
  /** Once sent the reason stays: whoever asks again asks for the same reset. */
  readonly sent: ResetReason | undefined;
  readonly send: (reason: ResetReason) => Promise<void>;
}

interface Told {
  readonly onValue: (value: string, tokenId: string) => void;
  readonly onDone: () => void;
}

/**
 * One reset, however often it is asked for: the key is that of this dialog. The new value, which the server gives after a
 * fresh proof of identity only, goes to `onValue` and is kept nowhere here.
 */
export function useReset(workspaceId: string, { onValue, onDone }: Told): Reset {
  const queries = useQueryClient();
  const isNewest = useNewestToken(workspaceId);
  const [key] = useState(() => crypto.randomUUID());
  const [phase, setPhase] = useState<Phase>({ at: 'asking' });
  const [sent, setSent] = useState<ResetReason>();
  const sending = useRef(false);
  const endOfSession = useEndOfSession();
  const send = async (reason: ResetReason) => {
    if (sending.current) return;
    sending.current = true;
    setSent(reason);
    setPhase({ at: 'sending' });
    try {
      const params = { workspace_id: workspaceId };
      const { token, value, receipt } = await call('resetMyDeveloperToken', {
        ...{ params, body: { reason: sent ?? reason }, idempotencyKey: key },
      });
      if (value !== undefined && isNewest(token)) onValue(value, token.id);
      setPhase({ at: 'done', receipt });
      onDone();
      void queries.invalidateQueries({ queryKey: ['overview', workspaceId] });
    } catch (error) {
      endOfSession(error);
      setPhase({ at: 'asking', error });
    } finally {
      sending.current = false;
    }
  };
  return { phase, sent, send };
}
