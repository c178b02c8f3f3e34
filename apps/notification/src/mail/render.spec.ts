import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type TemplateName, templateNames } from '../domain/notification.ts';
import { linksBelow } from './links.ts';
import { instant, renderMail } from './render.ts';
import { oneLine, safeName } from './safe-text.ts';
import { templates } from './templates/index.ts';

const links = linksBelow('https://console.example/');
const sample = (template: TemplateName, name = 'Ada') =>
  renderMail(template, { name, vars: templates[template].sample, secret: 's3cr3t_-', links });

test.each(templateNames)('%s is complete in HTML and in text, with the same links', async (template) => {
  const { subject, html, text } = await sample(template);
  expect(subject.length).toBeGreaterThan(5);
  expect(html).toMatch(/^<!DOCTYPE html/);
  expect(html).toContain('lang="en"');
  expect(text).toContain('Hello Ada,');
  expect(text).not.toMatch(/<[a-z]/);
  for (const value of Object.values(templates[template].sample)) {
    if (value.length > 3) expect(subject + text).toContain(value);
  }
  const hrefs = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'));
  expect(hrefs.length).toBeGreaterThan(0);
  for (const href of hrefs) {
    expect(href).toMatch(/^https:\/\/console\.example\//);
    expect(text).toContain(href);
  }
  expect(`${subject}${text}${html}`).not.toMatch(/undefined|\[object/);
});

test.each(templateNames)('%s is the same bytes each time it is rendered', async (template) => {
  expect(await sample(template)).toEqual(await sample(template));
});

test('the links carry the secret to the console and nowhere else', async () => {
  for (const template of ['verify-email', 'reset-password'] as const) {
    const { html, text } = await sample(template);
    expect(text).toContain(`https://console.example/${template}#secret=s3cr3t_-`);
    expect(html).toContain(`https://console.example/${template}#secret=s3cr3t_-`);
  }
  expect(linksBelow('https://a.example/console').verifyEmail('a&b=c#d/../e')).toBe(
    'https://a.example/console/verify-email#secret=a%26b%3Dc%23d%2F..%2Fe',
  );
});

test('the words of S-69 stand wherever Auth Tokens are spoken of', async () => {
  for (const template of templateNames) {
    const { text } = await sample(template);
    if (!text.includes('Auth Token')) continue;
    const words = text.replace(/\s+/g, ' ');
    expect(words).toContain('Keep your Auth Token confidential');
    expect(words).toContain('even if attempts are made to rewrite it');
    expect(words).toContain('In case your Auth Token is accidentally published, immediately rotate it');
  }
});

const hostile = '<img src=x onerror=alert(1)>"\'&\r\nBcc: eve@example.com\r\n\r\n<script>';

test('no name and no value becomes markup, a header or a link', async () => {
  for (const template of templateNames) {
    const vars = Object.fromEntries(Object.keys(templates[template].sample).map((name) => [name, hostile]));
    const { subject, html } = await renderMail(template, { name: hostile, vars, secret: hostile, links });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toMatch(/<img|<script/i);
    for (const [, href] of html.matchAll(/href="([^"]+)"/g)) expect(href).toMatch(/^https:\/\/console\.example\//);
  }
});

test.each([
  'visit http://evil.example now',
  'www.evil.example',
  'evil.example',
  'ada@evil.example',
  '10.0.0.1',
  'x'.repeat(61),
  '',
])('the name %j is not repeated to a stranger', async (name) => {
  expect(safeName(name)).toBe('');
  expect((await sample('verify-email', name)).text).toContain('Hello,');
});

test.each(['Ada Lovelace', 'Dr. Ada King-Noel', "O'Neil", 'Jörg', '李明', 'J. R. R. Tolkien'])(
  '%s is greeted',
  (name) => {
    expect(safeName(name)).toBe(name);
  },
);

test('one line is one line, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('instants are written in UTC', () => {
  expect(instant(new Date('2026-01-02T03:04:05.678Z'))).toBe('2 January 2026, 03:04 UTC');
});
