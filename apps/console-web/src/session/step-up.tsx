import { type ReactNode, useCallback, useState } from 'react';
import { problemIn } from '../api/problem.ts';
import { StepUpDialog } from './step-up-dialog.tsx';

/** Does what may need a fresh proof of who is there. Gives undefined when the person would rather not. */
export type WithStepUp = <T>(action: () => Promise<T>) => Promise<T | undefined>;

interface Asked {
  readonly answer: (isProved: boolean) => void;
}

/**
 * Runs an action; when the gateway answers STEP_UP_REQUIRED, asks for the password and runs it once more. The dialog is to
 * be put anywhere into the page that uses it; the focus returns to where it was. Raises whatever else the action raises.
 */
export function useStepUp(): { readonly withStepUp: WithStepUp; readonly stepUpDialog: ReactNode } {
  const [asked, setAsked] = useState<Asked>();
  const withStepUp = useCallback<WithStepUp>(async (action) => {
    try {
      return await action();
    } catch (error) {
      if (problemIn(error)?.reason !== 'STEP_UP_REQUIRED') throw error;
    }
    const isProved = await new Promise<boolean>((answer) => setAsked({ answer }));
    return isProved ? action() : undefined;
  }, []);
  const end = (isProved: boolean) => {
    setAsked(undefined);
    asked?.answer(isProved);
  };
  return { withStepUp, stepUpDialog: <StepUpDialog opened={asked !== undefined} onEnd={end} /> };
}
