import type { ReactElement } from 'react';
import type { Links } from './links.ts';

/** What a template is given. Names are safe to repeat; everything is text, and React writes it as text. */
export interface MailContent {
  /** Empty when there is none that may be repeated. */
  readonly name: string;
  readonly vars: Readonly<Record<string, string>>;
  /** The secret of a link; empty for mails without one. */
  readonly secret: string;
  readonly links: Links;
}

export interface Template {
  readonly subject: (content: MailContent) => string;
  readonly body: (content: MailContent) => ReactElement;
  /** Values for a preview. */
  readonly sample: Readonly<Record<string, string>>;
}
