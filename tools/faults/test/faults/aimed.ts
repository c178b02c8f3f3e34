import type { Person } from '@platform/journeys';
import type { Stage } from '../../src/index.ts';

/** A house, and a member in it as whom one asks. */
export interface Aimed {
  readonly stage: Stage;
  readonly person: Person;
}
