import { allRoutes } from '@platform/console-api';
import { anybody, type RouteRow } from './route-table.ts';

/** A way in over HTTP that is no route of the console's API. */
export interface OtherRow extends RouteRow {
  /** The address to ask, where the way has none of its own. */
  readonly at?: string;
  /** What the asker takes. */
  readonly accept?: string;
  /** Shows everybody what is somebody's. */
  readonly showsAll?: boolean;
}
export type OtherTable = Readonly<Record<string, OtherRow>>;

/** The same for everybody: none of this is anybody's. */
const toAll = (verdict: string, how: Omit<OtherRow, 'verdicts'> = {}): OtherRow => ({
  verdicts: anybody(verdict),
  ...how,
});
const onlySo = (paths: readonly string[]): OtherTable =>
  Object.fromEntries(paths.map((path) => [`ALL ${path}`, toAll('405 METHOD_NOT_ALLOWED')]));
const files = ['theme.js', 'look.css', 'start.js', 'swagger-ui.css', 'swagger-ui-bundle.js'];

export const gatewayTable: OtherTable = {
  'GET /v1/health': toAll('200'),
  'GET /openapi.json': toAll('200'),
  'GET /reference': toAll('200'),
  'GET /docs/errors': toAll('200'),
  ...Object.fromEntries(files.map((name) => [`GET /reference/${name}`, toAll('200')])),
  // Only where a stand-in takes the mails of a development house: they are everybody's there.
  'GET /v1/local-mails': toAll('200', { showsAll: true }),
  'GET /v1/local-mails/{id}': toAll('404 RESOURCE_NOT_FOUND', { path: () => ({ id: 'none' }) }),
  'USE / serveStatic': toAll('200', { at: '/icon.svg' }),
  'USE / smaller': toAll('200', { at: '/theme.js' }),
  'USE /assets goneAsset': toAll('404 ROUTE_NOT_FOUND', { at: '/assets/gone.js' }),
  'USE / page': toAll('200', { at: '/my-license', accept: 'text/html' }),
  ...onlySo([...new Set(allRoutes.map(({ path }) => path))]),
};

/** The public HTTP side of activation: a credential decides there, not who one is in the console. */
export const activationTable: OtherTable = {
  'POST /v1/activate': toAll('400 REQUEST_INVALID', { body: () => ({}) }),
  'GET /.well-known/license-jwks.json': toAll('200'),
  'GET /v1/time': toAll('200'),
  'GET /v1/health': toAll('200'),
  ...onlySo(['/v1/activate', '/.well-known/license-jwks.json', '/v1/time', '/v1/health']),
};

/** What sees requests on their way and gives no answer but a refusal, in the order in which they meet it. */
export const gatewayGuards: readonly string[] = [
  'USE / <anonymous>', // counts and times
  'USE / requestIds',
  'USE / helmetMiddleware',
  'USE / <anonymous>', // Permissions-Policy
  'USE /v1 noStore',
  'USE /v1 <anonymous>', // so many per address
  'USE /v1 <anonymous>', // so many per session
  'USE /v1/auth <anonymous>', // so many attempts per address
  'USE / <anonymous>', // origin
  'USE / jsonOnly',
  'USE / jsonParser',
  'USE / <anonymous>', // ROUTE_NOT_FOUND
  'USE / <anonymous>', // where errors become answers
];
export const activationGuards: readonly string[] = [
  'USE / <anonymous>', // counts and times
  'USE / requestIds',
  'USE / helmetMiddleware',
  'USE / <anonymous>', // ROUTE_NOT_FOUND
  'USE / <anonymous>', // where errors become answers
];
