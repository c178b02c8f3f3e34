import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type Router } from 'express';
import { errorsPage } from './errors-page.ts';
import { look } from './look.ts';
import { documentOf } from './page.ts';
import { start, theme } from './scripts.ts';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const library = ['swagger-ui.css', 'swagger-ui-bundle.js'];
const own = { 'look.css': look, 'theme.js': theme, 'start.js': start };

const referencePage = documentOf({
  title: 'API reference',
  here: '/reference',
  head: '<link rel="stylesheet" href="/reference/swagger-ui.css" />',
  main: `<p>What the console calls, for programs, too. The session cookie says who asks; see <a href="/docs/errors">what each refusal means</a>, or take <a href="/openapi.json">the OpenAPI document</a>.</p>
      <h2>Operations</h2>
      <div id="reference"></div>`,
  scripts: ['swagger-ui-bundle.js', 'start.js'],
});

/** The API reference and what each reason means, served from here: no other host is asked, no script stands inline. */
export function reference(openApi: object): Router {
  const router = express.Router();
  const errors = errorsPage();
  router.get('/openapi.json', (_request, response) => void response.json(openApi));
  router.get('/reference', (_request, response) => void response.type('html').send(referencePage));
  router.get('/docs/errors', (_request, response) => void response.type('html').send(errors));
  for (const [name, text] of Object.entries(own))
    router.get(`/reference/${name}`, (_request, response) => void response.type(name).send(text));
  for (const name of library) {
    router.get(`/reference/${name}`, async (_request, response) => {
      response
        .type(name)
        .set('Cache-Control', 'public, max-age=86400')
        .send(await readFile(join(assets, name)));
    });
  }
  return router;
}
