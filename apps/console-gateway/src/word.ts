import { SECOND } from '@platform/kernel';
import { type Posted, type Stopwatch, stopwatch } from './posted.ts';

/** After so long it is asked anew although nothing was taken back: that the session is in use is noted by asking. */
const HELD_AT_MOST = 10 * SECOND;

export interface Owners {
  readonly identity: Pick<Posted, 'term'>;
  readonly workspace: Pick<Posted, 'term'>;
}

/** Under which promises something was asked. */
export interface Word {
  readonly identity: number | undefined;
  readonly workspace: number | undefined;
  readonly withdrawals: number;
  readonly age: Stopwatch;
}

/** Keeps account of what owners promised and took back. */
export class Words {
  readonly #owners: Owners;
  #withdrawals = 0;

  constructor(owners: Owners) {
    this.#owners = owners;
  }

  /** To be taken before it is asked: what is taken back while the answer is on its way counts. */
  now(): Word {
    const { identity, workspace } = this.#owners;
    return {
      ...{ identity: identity.term(), workspace: workspace.term() },
      ...{ withdrawals: this.#withdrawals, age: stopwatch() },
    };
  }

  /** Something was taken back. What is being asked at this moment may be held by nobody, since it may be from before. */
  withdrawn(): void {
    this.#withdrawals += 1;
  }

  /** Was nothing taken back since? */
  isUntouched(word: Word): boolean {
    return word.withdrawals === this.#withdrawals;
  }

  /** Is every change still told, without a gap since then, by whom it depends on? */
  stands(word: Word, insideToo: boolean): boolean {
    const { identity, workspace } = this.#owners;
    const told = (then: number | undefined, owner: Pick<Posted, 'term'>) => then !== undefined && owner.term() === then;
    return (
      word.age() < HELD_AT_MOST && told(word.identity, identity) && (!insideToo || told(word.workspace, workspace))
    );
  }
}
