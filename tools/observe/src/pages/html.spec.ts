import { expect, test } from '@jest/globals';
import { spanOf } from '../../test/given.ts';
import { html } from './html.ts';
import { tracePage } from './trace-page.ts';

test('what is not HTML of ours is text', () => {
  expect(html`<b title="${'"><script>'}">${['<i>', html`<u>${'&'}</u>`]}</b>`.text).toBe(
    '<b title="&#34;&#62;&#60;script&#62;">&#60;i&#62;<u>&#38;</u></b>',
  );
});

test('a span that was named by an enemy is shown as what it is', () => {
  const name = '<img src=x onerror=alert(1)>';
  const text = tracePage([spanOf({ name, service: name, attributes: { [name]: name } })]);
  expect(text).not.toContain('<img');
  expect(text).toContain('&#60;img src=x onerror=alert(1)&#62;');
});
