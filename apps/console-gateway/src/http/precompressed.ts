import { extname } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

/** What the build may have put beside a file, the smaller one first. */
const kinds = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const;

/** A compressed file is still what it was. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const plainNames = /^(?:\/[\w-][\w.-]*)+$/;

/**
 * Serves the `.br` or `.gz` that the build put beside a file of the folder to whoever takes it; all else is left to what
 * follows. Only files of the build are compressed, never an answer: the size of a compressed secret tells of the secret.
 */
export function precompressed(folder: string, ageOf: (path: string) => string): RequestHandler {
  return function smaller(request, response, next) {
    const type = types[extname(request.path)];
    if (!type || !plainNames.test(request.path) || !['GET', 'HEAD'].includes(request.method)) return next();
    response.vary('Accept-Encoding');
    const headers = { 'Content-Type': type, 'Cache-Control': ageOf(request.path) };
    const serve = ([kind, ...others]: typeof wanted): void => {
      if (!kind) {
        next();
        return;
      }
      const file = { root: folder, cacheControl: false, headers: { ...headers, 'Content-Encoding': kind.encoding } };
      response.sendFile(`${request.path}${kind.ending}`, file, (error) => goOn(error, response, () => serve(others)));
    };
    const wanted = kinds.filter(({ encoding }) => takes(request, encoding));
    serve(wanted);
  };
}

/** One that is not there is looked for in another form; one that broke off in the middle is over. */
function goOn(error: Error | undefined, response: Response, other: () => void): void {
  if (error && !response.headersSent && !response.destroyed) other();
}

/** Whoever says nothing about it gets the file as it is. */
const takes = (request: Request, encoding: string): boolean =>
  request.get('accept-encoding') !== undefined && request.acceptsEncodings(encoding) === encoding;
