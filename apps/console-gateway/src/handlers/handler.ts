import type { Answer, Input, Route, RouteId, routes } from '@platform/console-api';
import type { Request } from 'express';
import type { GatewayCall } from '../call.ts';

type RouteOf<Id extends RouteId> = (typeof routes)[Id];

/** The handler of a route: parsed input in, the documented answer out. */
export type Handler<Id extends RouteId> = (
  input: Input<RouteOf<Id>>,
  call: GatewayCall,
) => Promise<Answer<RouteOf<Id>>>;
export type Handlers = { readonly [Id in RouteId]: Handler<Id> };
export type Some<Ids extends RouteId> = Pick<Handlers, Ids>;

/** A route with its handler behind it: `prepare` parses and may refuse, before anybody is asked. */
export interface Mounted {
  readonly route: Route;
  readonly prepare: (request: Request) => (call: GatewayCall) => Promise<unknown>;
}
