import { createContext, useContext } from 'react';
import { type Hearing, joining } from './hearing.ts';

const HearingOfPage = createContext<Hearing['state']>(joining.state);

/** Around the pages: how the frame hears of changes. */
export const HearingProvider = HearingOfPage.Provider;

/** Whether a change elsewhere is heard in the moment in which it happens. Without it, what is shown may be over already. */
export const useIsHeard = (): boolean => useContext(HearingOfPage) === 'heard';
