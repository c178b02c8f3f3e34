import type { Route } from './route.ts';
import { auth } from './routes/auth.ts';
import { insight } from './routes/insight.ts';
import { licensing } from './routes/licensing.ts';
import { live } from './routes/live.ts';
import { tokens } from './routes/tokens.ts';
import { workspaces } from './routes/workspaces.ts';

export { type About, abouts, frames } from './live.ts';
export * from './openapi.ts';
export type { Answer, Input, Method, Needs, Route } from './route.ts';
export * as views from './views.ts';
export { auth, insight, licensing, tokens, workspaces };

/** Every route of the console gateway, by id: the table of contents. */
export const routes = { ...auth, ...workspaces, ...licensing, ...tokens, ...insight, ...live };
export type RouteId = keyof typeof routes;
export const allRoutes = Object.values(routes) as readonly Route[];
