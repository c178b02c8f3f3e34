import { Agent, request } from 'node:http';
import { identity, licensing, workspace } from '@platform/contracts';
import type { House } from '@platform/dev';
import { houseSecrets } from '@platform/dev';
import { callerSigner, connectTo, type UserClaims } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import { isPermission } from '@platform/permissions';
import type { Person } from '@platform/testing';

/** One way to ask for something; all ways of one group ask for the same. */
export interface Way {
  readonly group: string;
  readonly name: string;
  readonly ask: () => Promise<unknown>;
}

export const ways = { direct: 'gRPC direct', parts: 'gRPC, as the gateway asks', gateway: 'gateway' } as const;

export interface Ways {
  readonly all: readonly Way[];
  close(): void;
}

/**
 * The same read and the same write over the gateway, as its one RPC, and as all RPCs that the gateway must make for it, one
 * after the other: whose session is it, is he a member, then the answer. Raises what the first call raises.
 */
export async function waysOf(house: House, dataDir: string, person: Person): Promise<Ways> {
  const upstream = await upstreamOf(house, dataDir);
  const http = httpOf(house.urls.gateway, person.visitor.cookie());
  const where = { workspaceId: person.workspaceId };
  const who = { sessionSecret: person.visitor.cookie().split('=')[1] ?? '', ip: '127.0.0.1', userAgent: 'bench' };
  const introspect = () => upstream.identity.introspectSession(who);
  const resolve = () => upstream.workspace.resolveMembership({ ...where, userId: person.userId });

  const caller = claimsOf(await introspect(), await resolve());
  const read = () => upstream.licensing.getMyLicense(where, { caller });
  let turn = 0;
  const change = () => ({ timeZone: turn++ % 2 === 0 ? 'Europe/Berlin' : 'Europe/Zurich' });
  const write = () => upstream.identity.updateMe(change(), { caller });

  const license = `/v1/workspaces/${person.workspaceId}/my-license`;
  const readGroup = 'GET …/my-license';
  const writeGroup = 'PATCH /v1/me';
  return {
    all: [
      { group: readGroup, name: ways.direct, ask: read },
      { group: readGroup, name: ways.parts, ask: async () => [await introspect(), await resolve(), await read()] },
      { group: readGroup, name: ways.gateway, ask: () => http.ask('GET', license) },
      { group: writeGroup, name: ways.direct, ask: write },
      { group: writeGroup, name: ways.parts, ask: async () => [await introspect(), await write()] },
      {
        group: writeGroup,
        name: ways.gateway,
        ask: () => http.ask('PATCH', '/v1/me', { time_zone: change().timeZone }),
      },
    ],
    close: () => {
      http.close();
      for (const client of Object.values(upstream)) client.close();
    },
  };
}

async function upstreamOf({ addresses }: House, dataDir: string) {
  const { callers } = await houseSecrets(dataDir);
  const as = callerSigner({ issuer: 'gateway', privateKey: callers.gateway?.privateKey ?? '' });
  const options = (audience: string) => ({ as, audience, deadlineMs: 5_000 });
  const at = (name: string) => addresses[name] ?? '';
  return {
    identity: connectTo(identity.IdentityServiceService, at('identity'), options('identity')),
    workspace: connectTo(workspace.WorkspaceServiceService, at('workspace-membership'), options('workspace')),
    licensing: connectTo(licensing.LicensingServiceService, at('licensing'), options('licensing')),
  };
}

function claimsOf(
  { user, session }: identity.IntrospectSessionResponse,
  { member }: workspace.ResolveMembershipResponse,
): UserClaims {
  return {
    userId: parseId('usr', user?.id ?? '', 'user'),
    sessionId: parseId('ses', session?.id ?? '', 'session'),
    workspaceId: parseId('ws', member?.workspaceId ?? '', 'workspace'),
    permissions: member?.permissions.filter(isPermission) ?? [],
  };
}

/** Node's plain client, since what a comfortable one costs would be counted as the gateway's. */
function httpOf(gatewayUrl: string, cookie: string) {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(gatewayUrl);
  return {
    ask: (method: string, path: string, body?: object) =>
      new Promise<string>((resolve, reject) => {
        const headers = { cookie, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
        const call = request({ agent, hostname, port, method, path, headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          answer.once('error', reject).once('end', () => {
            if (answer.statusCode === 200) resolve(text);
            else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
          });
        });
        call.once('error', reject).end(body && JSON.stringify(body));
      }),
    close: () => agent.destroy(),
  };
}
