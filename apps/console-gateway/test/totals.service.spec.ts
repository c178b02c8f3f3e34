import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rpc } from '@platform/grpc';
import { cookieName } from '../src/http/session-cookie.ts';
import { gatewayAmong, identityOfMaya, maya, workspaceOfMaya } from './neighbours.ts';

const page = { nextPageToken: '' };
let total = { totalSize: 10_000n, totalIsEstimate: false };
let house: Awaited<ReturnType<typeof gatewayAmong>>;

beforeAll(async () => {
  house = await gatewayAmong({
    identity: identityOfMaya,
    workspace: { ...workspaceOfMaya, listMembers: rpc('user', async () => ({ members: [], ...page, ...total })) },
    licensing: { listAssignments: rpc('user', async () => ({ assignments: [], ...page, ...total })) },
  });
});
afterAll(() => house.stop());

const list = async (name: string) => {
  const headers = { cookie: `${cookieName}=${maya.secret}` };
  const answer = await fetch(`${house.url}/v1/workspaces/${maya.workspaceId}/${name}`, { headers });
  return { status: answer.status, body: await answer.json() };
};

test.each(['members', 'assignments'])('%s that nobody can count have no total, never one of 0', async (name) => {
  total = { totalSize: 10_000n, totalIsEstimate: false };
  expect(await list(name)).toMatchObject({ status: 200, body: { total_size: 10_000 } });
  total = { totalSize: 0n, totalIsEstimate: true };
  const { status, body } = await list(name);
  expect(status).toBe(200);
  expect(body).not.toHaveProperty('total_size');
});
