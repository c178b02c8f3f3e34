/** One page of the reference, in the words of HTML. */
export interface Page {
  readonly title: string;
  /** Its own address, marked as the current one. */
  readonly here: string;
  readonly head?: string;
  readonly main: string;
  readonly scripts?: readonly string[];
}

const places = [
  { path: '/reference', name: 'API reference' },
  { path: '/docs/errors', name: 'Errors' },
] as const;

const link = (here: string, { path, name }: (typeof places)[number]): string =>
  `<a href="${path}"${path === here ? ' aria-current="page"' : ''}>${name}</a>`;

/** The whole document: a way back to the console, the pages of the reference, and the page itself. */
export const documentOf = ({ title, here, head = '', main, scripts = [] }: Page): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>${title} · LocalStack console</title>
    <script src="/reference/theme.js"></script>
    ${head}
    <link rel="stylesheet" href="/reference/look.css" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
  </head>
  <body>
    <header>
      <a class="back" href="/">← Console</a>
      <nav aria-label="Reference">${places.map((place) => link(here, place)).join('')}</nav>
    </header>
    <main>
      <h1>${title}</h1>
      ${main}
    </main>
    ${scripts.map((name) => `<script src="/reference/${name}"></script>`).join('\n    ')}
  </body>
</html>
`;
