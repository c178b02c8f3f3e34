import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type Router } from 'express';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const served = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>API reference</title>
    <link rel="stylesheet" href="/reference/swagger-ui.css" />
    <link rel="icon" href="/reference/favicon-32x32.png" />
  </head>
  <body>
    <div id="reference"></div>
    <script src="/reference/swagger-ui-bundle.js"></script>
    <script src="/reference/start.js"></script>
  </body>
</html>
`;
const start = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, tryItOutEnabled: false });\n`;

/** The API reference, served from here: no other host is asked, no script stands inline. */
export function reference(openApi: object): Router {
  const router = express.Router();
  router.get('/openapi.json', (_request, response) => void response.json(openApi));
  router.get('/reference', (_request, response) => void response.type('html').send(page));
  router.get('/reference/start.js', (_request, response) => void response.type('text/javascript').send(start));
  for (const name of served) {
    router.get(`/reference/${name}`, async (_request, response) => {
      response
        .type(name)
        .set('Cache-Control', 'public, max-age=86400')
        .send(await readFile(join(assets, name)));
    });
  }
  return router;
}
