import { benchActivation } from './bench-activation.ts';
import { benchConsole } from './console/bench-console.ts';
import { askedForConsole } from './console/options.ts';
import { readable as readableConsole } from './console/report.ts';
import { commandOf } from './knobs.ts';
import { askedFor } from './options.ts';
import { benchPages } from './pages/bench-pages.ts';
import { askedForPages } from './pages/options.ts';
import { readable as readablePages } from './pages/report.ts';
import { readable } from './report.ts';

type Say = (line: string) => void;

/** What a bench found, for people and for programs, and where it goes. */
export interface Found {
  readonly text: string;
  readonly report: object;
  /** The pair of comments in the README between which the text goes. */
  readonly place: string;
  readonly json: string | undefined;
  readonly write: boolean;
}

type Bench = (args: readonly string[], say: Say) => Promise<Found>;

/** Everything that can be measured, by the word that asks for it. */
export const benches: Readonly<Record<string, Bench>> = {
  activation: async (args, say) => {
    const { json, write, ...options } = askedFor(args);
    const report = await benchActivation(options, say);
    return { text: readable(report, commandOf(args)), report, place: 'bench', json, write };
  },
  console: async (args, say) => {
    const { json, write, ...options } = askedForConsole(args);
    const report = await benchConsole(options, say);
    return { text: readableConsole(report, commandOf(args)), report, place: 'bench console', json, write };
  },
  pages: async (args, say) => {
    const { json, write, ...options } = askedForPages(args);
    const report = await benchPages(options, say);
    return { text: readablePages(report, commandOf(args)), report, place: 'bench pages', json, write };
  },
};

/** The bench that is asked for. Raises a TypeError that names all of them. */
export function benchOf([name = '']: readonly string[]): Bench {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench) return bench;
  const each = Object.keys(benches).map(
    (one) => `  npm run bench -- ${one} [options]; options: npm run bench -- ${one} --help`,
  );
  throw new TypeError(['Say what to measure:', ...each].join('\n'));
}
