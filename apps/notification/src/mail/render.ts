import { render as renderElement } from '@react-email/render';
import type { TemplateName } from '../domain/notification.ts';
import { oneLine, safeName } from './safe-text.ts';
import type { MailContent } from './template.ts';
import { templates } from './templates/index.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Heading texts stay as they are written; a screen reader spells capitals out. */
const plain = {
  plainText: true,
  htmlToTextOptions: { selectors: [{ selector: 'h1', options: { uppercase: false } }] },
} as const;

/** A mail as HTML and as text. Whatever a person typed is cleaned here, once, for every template. */
export async function renderMail(template: TemplateName, given: MailContent): Promise<RenderedMail> {
  const { subject, body } = templates[template];
  const vars = Object.fromEntries(Object.entries(given.vars).map(([name, value]) => [name, oneLine(value)]));
  const content = { ...given, vars, name: safeName(given.name) };
  const element = body(content);
  const [html, text] = await Promise.all([renderElement(element), renderElement(element, plain)]);
  return { subject: oneLine(subject(content)).slice(0, 200), html, text };
}

const written = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
});

/** `2 January 2026, 03:04 UTC` */
export const instant = (at: Date): string => `${written.format(at).replace(' at ', ', ')} UTC`;
