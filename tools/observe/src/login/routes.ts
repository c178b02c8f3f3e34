import express, { type RequestHandler, type Router } from 'express';
import { loginPage } from '../pages/login-page.ts';
import type { Passes } from './passes.ts';

const cookieName = 'operator';

const passOf = (cookies = ''): string | undefined =>
  cookies
    .split(';')
    .map((one) => one.trim().split('=', 2))
    .find(([name]) => name === cookieName)?.[1];

/** A page that is open elsewhere must not act here: a browser says where a form comes from. */
export const ownOriginOnly: RequestHandler = (request, response, next) => {
  const { origin, host } = request.headers;
  const foreign = origin !== undefined && URL.canParse(origin) && new URL(origin).host !== host;
  if (request.method === 'GET' || request.method === 'HEAD' || (!foreign && origin !== 'null')) next();
  else response.status(403).type('text').send('This request comes from another page.\n');
};

/** GET and POST /login, POST /logout. */
export function loginRoutes(passes: Passes): Router {
  const router = express.Router();
  router.get('/login', (_request, response) => void response.send(loginPage('')));
  router.post('/login', express.urlencoded({ extended: false, limit: '4kb' }), (request, response) => {
    const { password } = (request.body ?? {}) as { password?: unknown };
    const entry = passes.enter(typeof password === 'string' ? password : '');
    if ('pass' in entry) {
      response.cookie(cookieName, entry.pass, { httpOnly: true, sameSite: 'strict', path: '/' }).redirect(303, '/');
      return;
    }
    const often = entry.refused === 'too often';
    if (often) response.set('Retry-After', '60');
    response.status(often ? 429 : 401).send(loginPage(often ? 'Too many tries. Wait a minute.' : 'That is not it.'));
  });
  router.post('/logout', (request, response) => {
    passes.forget(passOf(request.headers.cookie));
    response.clearCookie(cookieName, { path: '/' }).redirect(303, '/login');
  });
  return router;
}

/** Lets those through who are signed in. A person is sent to the login, a program is told. */
export const signedInOnly =
  (passes: Passes): RequestHandler =>
  (request, response, next) => {
    if (passes.isValid(passOf(request.headers.cookie))) return next();
    if (request.method === 'GET' && request.accepts('html', 'json') === 'html') response.redirect(303, '/login');
    else response.status(401).type('text').send('Sign in first.\n');
  };
