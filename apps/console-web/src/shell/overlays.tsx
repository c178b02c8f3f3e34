import { lazy, Suspense } from 'react';
import type { useOverlays } from './use-overlays.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const Help = lazy(async () => ({ default: (await import('./help.tsx')).Help }));
const Toasts = lazy(async () => ({ default: (await import('./toasts.tsx')).Toasts }));

/** The palette and the help, loaded when they are first asked for; the place of receipts, behind the page. */
export const Overlays = ({ asked, isHelping, openHelp, closeHelp }: ReturnType<typeof useOverlays>) => (
  <>
    <Suspense fallback={null}>
      {asked > 0 && <Palette asked={asked} onHelp={openHelp} />}
      {isHelping && <Help opened onClose={closeHelp} />}
    </Suspense>
    <Suspense fallback={null}>
      <Toasts />
    </Suspense>
  </>
);
