import { type Html, html } from './html.ts';

const links = [
  ['/', 'Services'],
  ['/traces', 'Traces'],
  ['/jobs', 'Jobs'],
] as const;

/** A whole page. `refreshSeconds`: it loads itself again; there is no script on it. */
export function page(title: string, body: Html, refreshSeconds?: number): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refreshSeconds ? html`<meta http-equiv="refresh" content="${refreshSeconds}">` : ''}
<title>${title} · operators</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<nav aria-label="Pages">${links.map(([href, name]) => html`<a href="${href}"${title === name ? html` aria-current="page"` : ''}>${name}</a>`)}</nav>
<form method="post" action="/logout"><button>Sign out</button></form>
</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}
