/** Tells a journey step by step, with the time that each took. */
export interface Narrator {
  /** Runs a step and says its name, its time and what came of it. Raises what the step raises, after saying so. */
  step<T>(name: string, work: () => Promise<T>, says?: (result: T) => string): Promise<T>;
  /** The steps so far and the time they took together. */
  summary(): string;
}

export function narrator(say: (line: string) => void): Narrator {
  const begun = performance.now();
  let steps = 0;
  const indented = (text: string) =>
    text
      .split('\n')
      .map((line) => `       ${line}`)
      .join('\n');
  return {
    step: async (name, work, says = () => '') => {
      steps += 1;
      const number = String(steps).padStart(2);
      const from = performance.now();
      const took = () => `${Math.round(performance.now() - from)} ms`;
      try {
        const result = await work();
        say(`${number}. ${name} (${took()})`);
        const told = says(result);
        if (told) say(indented(told));
        return result;
      } catch (error) {
        say(`${number}. ${name}: FAILED (${took()})`);
        throw error;
      }
    },
    summary: () => `${steps} steps in ${((performance.now() - begun) / 1_000).toFixed(1)} s`,
  };
}
