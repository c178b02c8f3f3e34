import type { HistoryState } from '@tanstack/react-router';

/** A workspace that somebody has asked for. `key` makes asking for it again the same wish (contract §4.5). */
export interface Creation {
  readonly key: string;
  readonly name: string;
  readonly kind: 'individual' | 'company';
  readonly withTrial: boolean;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Kept by the browser with the page's entry in the history: a reload goes on with it, and Back leaves it. */
    creation?: Creation;
  }
}

export const creationIn = (state: HistoryState): Creation | undefined => state.creation;
