import { type RouteId, routes } from '@platform/console-api';
import { parse } from '../http/parse.ts';
import { account } from './account.ts';
import { auth } from './auth.ts';
import type { Handler, Handlers, Mounted } from './handler.ts';
import { insight } from './insight.ts';
import { licensing } from './licensing.ts';
import { live } from './live.ts';
import { overview } from './overview.ts';
import { tokens } from './tokens.ts';
import { workspaces } from './workspaces.ts';

/** A handler for every route: one that is missing does not compile. */
export const handlers: Handlers = {
  ...auth,
  ...account,
  ...workspaces,
  ...overview,
  ...licensing,
  ...tokens,
  ...insight,
  ...live,
};

/** A route and its handler, joined: what parses the request is what the handler is typed by. */
function join<Id extends RouteId>(id: Id): Mounted {
  const route = routes[id];
  const handler: Handler<Id> = handlers[id];
  return {
    route,
    prepare: (request) => {
      const input = parse(route, request);
      return (call) => handler(input, call);
    },
  };
}

/** Every route, ready to be mounted. */
export const mounted: readonly Mounted[] = (Object.keys(routes) as RouteId[]).map((id) => join(id));
