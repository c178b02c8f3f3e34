import { type Config, readConfig } from '../src/config.ts';
import { type Absence, absences } from '../src/index.ts';

/** How much is done of what could be done for ever. */
export interface Amounts {
  /** Resets that race activations, at so many processes of activation. */
  readonly resets: number;
  readonly activations: number;
  /** Whether both doors of each process are asked in each round. */
  readonly everyDoor: boolean;
  /** Whether meanwhile processes stand still and the database steps down. */
  readonly disturbed: boolean;
  /** Changes that readers race at two gateways. */
  readonly changes: number;
  /** Pages that are open at once, and what each of them hears. */
  readonly pages: number;
  readonly changesHeard: number;
  /** How a service is away that shows a part of a page, that every page needs, and that shows nothing of it. */
  readonly away: Readonly<Record<'part' | 'needed' | 'unseen', readonly Absence[]>>;
}

/** What every `npm test` has the time for. */
const short: Amounts = {
  resets: 1_000,
  activations: 2,
  everyDoor: false,
  disturbed: false,
  changes: 50,
  pages: 250,
  changesHeard: 144,
  away: { part: ['hangs'], needed: ['is dead'], unseen: ['hangs'] },
};

const both = Object.keys(absences) as Absence[];

/** What `npm run campaign` does. */
const long: Amounts = {
  resets: 100_000,
  activations: 3,
  everyDoor: true,
  disturbed: true,
  changes: 2_000,
  pages: 1_000,
  changesHeard: 144,
  away: { part: both, needed: both, unseen: both },
};

export const amountsOf = ({ CAMPAIGN, RESETS }: Config): Amounts => {
  const usual = CAMPAIGN ? long : short;
  return { ...usual, resets: RESETS ?? usual.resets };
};

export const amounts = amountsOf(readConfig());
