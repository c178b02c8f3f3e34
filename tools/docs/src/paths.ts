import { dirname, join } from 'node:path/posix';
import { isThere, type Page } from './repository.ts';

/** A path from the root, as it stands in a sentence: it ends in a name, not in a full stop. */
const rooted = /(?<![\w./@-])(?:apps|libs|tools|infra|proto|docs)\/[\w./{}<>*…-]*[\w/}>*…]/g;
const link = /\]\(([^)\s]+)\)/g;

/** Placeholders name no file, and built code is not there before a build. */
const isOnePlace = (path: string): boolean => !/[{}<>*…]|\/dist(\/|$)/.test(path);

const named = (text: string): readonly string[] => [...text.matchAll(rooted)].map(([path]) => path).filter(isOnePlace);

const linked = ({ path, text }: Page): readonly string[] =>
  [...text.matchAll(link)]
    .map(([, target = '']) => target.split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(path), target));

/** Paths and links in documents that lead nowhere. */
export const pathProblems = (
  documents: readonly Page[],
  exists: (path: string) => boolean = isThere,
): readonly string[] =>
  documents.flatMap((page) =>
    [...new Set([...named(page.text), ...linked(page)])]
      .filter((path) => !exists(path))
      .map((path) => `${page.path}: there is no ${path}`),
  );
