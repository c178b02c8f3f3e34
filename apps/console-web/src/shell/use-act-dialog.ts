import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The page shows the receipt of something that was done. The receipt itself is in no history. */
    receipt?: string;
  }
}

/** A dialog that asks, acts and gives a receipt. */
export interface ActDialog {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  /** It is done: the receipt is shown from now on. */
  readonly done: () => void;
}

/**
 * The question stands in the address, so that a link or a reload asks it, and Back leaves it. Once it is done the address
 * names it no longer: whoever reloads, or comes back to it, is not asked again for what has happened.
 */
export function useActDialog(name: 'reset' | 'trial'): ActDialog {
  const [receipt, setReceipt] = useState<string>();
  const isAsked = useSearch({ strict: false, select: ({ dialog }) => dialog === name });
  const isAtReceipt = useLocation({ select: ({ state }) => receipt !== undefined && state.receipt === receipt });
  const navigate = useNavigate();
  const show = (dialog: typeof name | undefined, how: { replace?: boolean; state?: { receipt?: string } }) =>
    void navigate({
      to: '.',
      search: ({ dialog: _, ...kept }) => ({ ...kept, ...(dialog && { dialog }) }),
      resetScroll: false,
      ...how,
    });
  // Who has left the receipt does not come back to it.
  const isLeft = receipt !== undefined && !isAtReceipt && !isAsked;
  useEffect(() => {
    if (isLeft) setReceipt(undefined);
  }, [isLeft]);
  return {
    isOpen: isAsked || isAtReceipt,
    open: () => show(name, {}),
    close: () => show(undefined, isAtReceipt ? { replace: true, state: {} } : {}),
    done: () => {
      const id = crypto.randomUUID();
      setReceipt(id);
      show(undefined, { replace: true, state: { receipt: id } });
    },
  };
}
