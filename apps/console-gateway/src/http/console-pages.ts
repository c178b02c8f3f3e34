import { join } from 'node:path';
import { refuse } from '@platform/kernel';
import express, { type RequestHandler, Router } from 'express';
import { precompressed } from './precompressed.ts';

/** File names in `assets` carry a hash of their content: they never change. All else is asked for again. */
const ageOf = (path: string): string =>
  /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

/** Addresses of the API: what is missing there is an error, not a page. */
const api = /^\/(v1|docs|openapi\.json|reference)(\/|$)/;

const pageIn = (folder: string): RequestHandler =>
  function page(request, response, next) {
    const wantsPage = ['GET', 'HEAD'].includes(request.method) && request.accepts(['json', 'html']) === 'html';
    if (!wantsPage || api.test(request.path)) return next();
    // The page itself holds nothing of anybody, but which files it names changes with every release.
    response.sendFile(join(folder, 'index.html'), { cacheControl: false, headers: { 'Cache-Control': 'no-store' } });
  };

/** A file of the console that is gone: an older page asks for it after a release. It is told so, not given another page. */
const goneAsset: RequestHandler = () => {
  throw refuse('ROUTE_NOT_FOUND');
};

/** The console's files, and its one page for every address that a person may open (the page finds its own way). */
export function consolePages(folder: string): Router {
  const router = Router();
  router.use(precompressed(folder, ageOf));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (response, path) => void response.setHeader('Cache-Control', ageOf(path)),
    }),
  );
  router.use('/assets', goneAsset);
  router.use(pageIn(folder));
  return router;
}
