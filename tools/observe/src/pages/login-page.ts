import { html } from './html.ts';

/** Where an operator signs in. */
export const loginPage = (problem: string): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · operators</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main class="login">
<h1>Operators</h1>
<p>The password stands in the table that <code>npm start -- --observe</code> prints.</p>
<form method="post" action="/login">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<button>Sign in</button>
${problem ? html`<p class="bad" role="alert">${problem}</p>` : ''}
</form>
</main>
</body>
</html>
`.text;
