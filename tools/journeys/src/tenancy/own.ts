/** Ids of what stands in a workspace, and what is shown of a token. Whoever knows one has seen into the workspace. */
const telling = /\b(?:mem|lic|las|sub|tok|lgk|dec)_[0-9a-z]{26}\b|\blsat_…\w{4}/g;

/** What only the people of a workspace may read in an answer. */
export interface Own {
  /** Whatever an insider is told belongs to it from then on: what a reset has made new, too. */
  learn(answer: string): void;
  /** What an answer tells of it. */
  toldIn(answer: string): readonly string[];
}

/** Begins with what is known from the start. */
export function ownOf(known: readonly string[]): Own {
  const own = new Set(known);
  return {
    learn: (answer) => {
      for (const [found] of answer.matchAll(telling)) own.add(found);
    },
    toldIn: (answer) => [...own].filter((word) => answer.includes(word)),
  };
}
