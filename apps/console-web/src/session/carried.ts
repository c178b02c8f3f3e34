import { useLocation } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The address that the person has just given, so that nobody types it twice. It stands in no URL. */
    readonly email?: string;
    /** What has just been done. */
    readonly news?: 'verified';
  }
}

/** What the page before has left for this one. */
export const useCarried = (): { readonly email: string; readonly news: 'verified' | undefined } =>
  useLocation({ select: ({ state: { email = '', news } }) => ({ email, news }), structuralSharing: true });
