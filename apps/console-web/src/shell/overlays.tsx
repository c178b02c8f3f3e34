import { lazy, Suspense } from 'react';
import type { useOverlays } from './use-overlays.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const Help = lazy(async () => ({ default: (await import('./help.tsx')).Help }));

/** The palette and the help, loaded when they are first asked for. */
export const Overlays = ({ asked, isHelping, openHelp, closeHelp }: ReturnType<typeof useOverlays>) => (
  <Suspense fallback={null}>
    {asked > 0 && <Palette asked={asked} onHelp={openHelp} />}
    {isHelping && <Help opened onClose={closeHelp} />}
  </Suspense>
);
