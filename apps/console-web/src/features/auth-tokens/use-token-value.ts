import { type BriefSecret, useBriefSecret } from '@platform/ui';
import { type ReactNode, useRef, useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { useStepUp } from '../../session/step-up.tsx';
import { useEndOfSession } from '../../session/use-end-of-session.ts';
import { type Token, useIsKnown, useIsStill, useNewestToken } from './current-token.ts';

export interface TokenValue {
  /** Shown only while it is known to be the token of now. */
  readonly secret: BriefSecret;
  /** There is a value, and it is not shown, since it may be over. */
  readonly isWithheld: boolean;
  readonly reveal: () => Promise<void>;
  /** The value without showing it; undefined when the person would rather not say the password. */
  readonly fetch: () => Promise<string | undefined>;
  readonly busy: boolean;
  readonly error: unknown;
  readonly stepUpDialog: ReactNode;
}

/** A value that is seen while its token is known to be that of now. It is kept meanwhile, and no longer than it would be. */
export function useKnownSecret(workspaceId: string, tokenId: string) {
  const secret = useBriefSecret(tokenId);
  const isKnown = useIsKnown(workspaceId);
  const isWithheld = !isKnown && secret.value !== undefined;
  return { secret: isWithheld ? { ...secret, value: undefined } : secret, isWithheld };
}

/**
 * The value of the Developer Auth Token for a moment, after a fresh proof of who is there (S-67). It is asked for each time
 * and kept in the state of this component alone: no query, no mutation, no storage ever holds it.
 */
export function useTokenValue(workspaceId: string, token: Token): TokenValue {
  const { secret, isWithheld } = useKnownSecret(workspaceId, token.id);
  const isStill = useIsStill(workspaceId);
  const { ask, stepUpDialog, ...asked } = useAsking(workspaceId);
  const fetchNow = async () => {
    const answer = await ask();
    // A value that was overtaken by a reset is asked for once more: it is the new one then.
    return !answer || (await isStill(answer.token)) ? answer : await ask();
  };
  return {
    ...{ ...asked, secret, isWithheld, stepUpDialog },
    fetch: async () => secret.value ?? (await fetchNow())?.value,
    reveal: async () => {
      const answer = await ask();
      if (answer) secret.show(answer.value, answer.token.id);
    },
  };
}

type Answer = AnswerOf<'revealMyDeveloperToken'>;

/** Asks for the value, with the password where it is needed, and once at a time. */
function useAsking(workspaceId: string) {
  const isNewest = useNewestToken(workspaceId);
  const { withStepUp, stepUpDialog } = useStepUp();
  const [{ busy, error }, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false });
  const asking = useRef(false);
  const endOfSession = useEndOfSession();
  const ask = async (): Promise<Answer | undefined> => {
    if (asking.current) return undefined;
    asking.current = true;
    setState({ busy: true });
    try {
      const params = { workspace_id: workspaceId };
      const answer = await withStepUp(() => call('revealMyDeveloperToken', { params }));
      setState({ busy: false });
      return answer && isNewest(answer.token) ? answer : undefined;
    } catch (failure) {
      endOfSession(failure);
      setState({ busy: false, error: failure });
      return undefined;
    } finally {
      asking.current = false;
    }
  };
  return { ask, busy, error, stepUpDialog };
}
