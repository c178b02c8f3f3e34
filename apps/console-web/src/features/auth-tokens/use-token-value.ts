import { type BriefSecret, useBriefSecret } from '@platform/ui';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { useStepUp } from '../../session/step-up.tsx';
import { type Token, useIsOutdated, useNewestToken } from './current-token.ts';

export interface TokenValue {
  /** Shown only while it is known to be the token of now. */
  readonly secret: BriefSecret;
  readonly reveal: () => Promise<void>;
  /** The value without showing it; undefined when the person would rather not say the password. */
  readonly fetch: () => Promise<string | undefined>;
  readonly busy: boolean;
  readonly error: unknown;
  readonly stepUpDialog: ReactNode;
}

/**
 * The value of the Developer Auth Token for a moment, after a fresh proof of who is there (S-67). It is asked for each time
 * and kept in the state of this component alone: no query, no mutation, no storage ever holds it.
 */
export function useTokenValue(workspaceId: string, token: Token): TokenValue {
  const secret = useBriefSecret(token.id);
  const isOutdated = useIsOutdated(workspaceId);
  const isNewest = useNewestToken(workspaceId);
  const { withStepUp, stepUpDialog } = useStepUp();
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false });
  const asking = useRef(false);

  const ask = async () => {
    if (asking.current) return undefined;
    asking.current = true;
    setState({ busy: true });
    try {
      const params = { workspace_id: workspaceId };
      const answer = await withStepUp(() => call('revealMyDeveloperToken', { params }));
      setState({ busy: false });
      return answer && isNewest(answer.token) ? answer : undefined;
    } catch (error) {
      setState({ busy: false, error });
      return undefined;
    } finally {
      asking.current = false;
    }
  };
  return {
    ...{ ...state, error: state.error, stepUpDialog },
    secret: isOutdated ? { ...secret, value: undefined } : secret,
    fetch: async () => secret.value ?? (await ask())?.value,
    reveal: async () => {
      const answer = await ask();
      if (answer) secret.show(answer.value, answer.token.id);
    },
  };
}
