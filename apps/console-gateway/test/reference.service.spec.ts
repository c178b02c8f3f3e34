import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allRoutes, refusalsOf } from '@platform/console-api';
import { reasons } from '@platform/kernel';
import { gatewayAmong } from './neighbours.ts';

let house: Awaited<ReturnType<typeof gatewayAmong>>;
beforeAll(async () => {
  house = await gatewayAmong({});
});
afterAll(() => house.stop());

const textAt = async (path: string) => (await fetch(`${house.url}${path}`)).text();

test.each(['/reference', '/docs/errors'])(
  '%s says what a browser needs to know, leads back to the console, and has nothing inline or of another host',
  async (path) => {
    const page = await textAt(path);
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1" />');
    expect(page).toContain('<meta name="color-scheme" content="light dark" />');
    expect(page).toContain('<a class="back" href="/">');
    expect(page).toContain(`<a href="${path}" aria-current="page">`);
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toMatch(/<style|<script(?! src=)|\sstyle=|\son\w+=/);
  },
);

test('all that the reference asks for is served, as what it is', async () => {
  const asked = [...(await textAt('/reference')).matchAll(/(?:src|href)="(\/reference\/[^"]+)"/g)].map(
    ([, path]) => path,
  );
  expect(asked.sort()).toEqual([
    ...['/reference/look.css', '/reference/start.js', '/reference/swagger-ui-bundle.js'],
    ...['/reference/swagger-ui.css', '/reference/theme.js'],
  ]);
  for (const path of asked) {
    const { status, headers } = await fetch(`${house.url}${path}`);
    const type = path?.endsWith('.css') ? 'text/css' : 'text/javascript';
    expect([path, status, headers.get('content-type')]).toEqual([path, 200, `${type}; charset=utf-8`]);
  }
});

test('what a refusal points to says of its reason what to do, and so does the reference of each that a route can give', async () => {
  const errors = await textAt('/docs/errors');
  const refusal = (await (await fetch(`${house.url}/v1/me`)).json()) as { type: string };
  expect(new URL(refusal.type).pathname).toBe('/docs/errors');
  for (const reason of Object.keys(reasons)) expect(errors).toContain(`<tr id="${reason}">`);
  expect(errors).toContain(reasons[new URL(refusal.type).hash.slice(1) as 'UNAUTHENTICATED'].fix);
  const document = await textAt('/openapi.json');
  for (const reason of new Set(allRoutes.flatMap(refusalsOf))) expect(document).toContain(`(/docs/errors#${reason})`);
});
