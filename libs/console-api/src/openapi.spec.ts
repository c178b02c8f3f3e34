import { expect, test } from '@jest/globals';
import { reasons } from '@platform/kernel';
import { abouts, allRoutes, frames, openApiOf, refusalsOf, routes } from './index.ts';

const document = openApiOf(allRoutes);
const operationOf = (path: string, method: 'get' | 'post' | 'delete' | 'patch') => document.paths?.[path]?.[method];

test('every route is in the document, once, with its success and all its refusals', () => {
  expect(document.openapi).toBe('3.1.1');
  for (const route of allRoutes) {
    const operation = operationOf(route.path, route.method);
    expect(operation?.operationId).toBe(route.id);
    const statuses = Object.keys(operation?.responses ?? {});
    expect(statuses).toContain(String(route.status));
    for (const reason of refusalsOf(route)) expect(statuses).toContain(String(reasons[reason].http));
  }
});

test('no two routes share a method and a path', () => {
  const places = allRoutes.map((route) => `${route.method} ${route.path}`);
  expect(new Set(places).size).toBe(places.length);
});

test('bodies refuse what they do not know', () => {
  const body = { email: 'maya@example.com', password: 'correct horse battery', name: 'Maya' };
  expect(routes.signUp.body.safeParse(body).success).toBe(true);
  expect(routes.signUp.body.safeParse({ ...body, role: 'admin' }).success).toBe(false);
  expect(routes.signUp.body.safeParse({ ...body, email: { $gt: '' } }).success).toBe(false);
  expect(routes.signUp.body.safeParse({ ...body, name: 'May\u0000a' }).success).toBe(false);
});

test('an id of another kind is refused where a workspace is asked for', () => {
  const { params } = routes.getWorkspace;
  expect(params.safeParse({ workspace_id: 'usr_01jd3v7k2m5n8p9qrstvwxyz01' }).success).toBe(false);
  expect(params.safeParse({ workspace_id: 'ws_01jd3v7k2m5n8p9qrstvwxyz01' }).success).toBe(true);
});

test('a refused deletion is documented with the reason that says what to do instead', () => {
  expect(refusalsOf(routes.deleteMyDeveloperToken)).toContain('DEVELOPER_TOKEN_NOT_DELETABLE');
  expect(refusalsOf(routes.createLegacyKey)).toContain('LEGACY_ISSUANCE_DISABLED');
});

test('an Idempotency-Key is documented where it is honoured, with its refusals, and as refused wherever else it matters', () => {
  const honoured = ['assignLicense', 'createWorkspace', 'removeMember', 'resetMyDeveloperToken', 'revokeSession'];
  const taken = [...honoured, 'signOutEverywhere', 'startTrial', 'unassignLicense', 'updateMe'];
  for (const { id, path, method } of allRoutes) {
    const { parameters, description = '', responses = {} } = operationOf(path, method) ?? {};
    const takes = taken.includes(id);
    expect([id, JSON.stringify(parameters ?? []).includes('Idempotency-Key')]).toEqual([id, takes]);
    expect([id, JSON.stringify(responses).includes('Idempotent-Replayed')]).toEqual([id, takes]);
    const refusals = JSON.stringify([responses['409'], responses['422']]);
    for (const reason of ['IDEMPOTENCY_KEY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'])
      expect([id, refusals.includes(reason)]).toEqual([id, takes]);
    expect([id, /no `Idempotency-Key`/.test(description)]).toEqual([id, method !== 'get' && !takes]);
  }
});

test('a stream is documented as one, with its frames and how to resume', () => {
  const operation = operationOf('/v1/events', 'get');
  const content = (operation?.responses?.['200'] as { content?: object } | undefined)?.content ?? {};
  expect(Object.keys(content)).toEqual(['text/event-stream']);
  for (const about of abouts) expect(JSON.stringify(content)).toContain(about);
  for (const frame of Object.keys(frames)) expect(JSON.stringify(content)).toContain(frame);
  expect(JSON.stringify(operation?.parameters)).toContain('Last-Event-ID');
});

test('a name is as long as identity takes it, and not longer', () => {
  const named = (length: number) => ({ email: 'maya@example.com', password: 'x', name: 'M'.repeat(length) });
  for (const [length, fits] of [
    [100, true],
    [101, false],
  ] as const) {
    expect(routes.signUp.body.safeParse(named(length)).success).toBe(fits);
    expect(routes.updateMe.body.safeParse({ name: 'M'.repeat(length) }).success).toBe(fits);
  }
});
