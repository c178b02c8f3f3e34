import { refuse } from '@platform/kernel';

/** An address that mails can go to, and the form under which it is unique. */
export interface Email {
  readonly email: string;
  readonly normalized: string;
}

const shape = /^(?<local>[^\s@<>()[\]\\,;:"]+)@(?<domain>[^\s@<>()[\]\\,;:"/?#%]+)$/u;
const hostname = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const control = /[\p{Cc}\p{Cf}]/u;

/**
 * Reads an address. Case, Unicode spelling and the two forms of an international domain do not make another person; dots
 * and `+tags` do, since they may. Raises EMAIL_INVALID.
 */
export function readEmail(given: string): Email {
  const email = given.trim().normalize('NFC');
  const { local = '', domain = '' } = shape.exec(email)?.groups ?? {};
  const host = hostOf(domain);
  const dotted = local.startsWith('.') || local.endsWith('.') || local.includes('..');
  if (host === undefined || dotted || local.length > 64 || email.length > 254 || control.test(email)) {
    throw refuse('EMAIL_INVALID', {
      fields: [{ field: 'email', reason: 'EMAIL_INVALID', detail: 'Give an address like name@example.com.' }],
    });
  }
  return { email, normalized: `${local.normalize('NFKC').toLowerCase()}@${host}` };
}

/** The ASCII form of a domain name; undefined when it is none (or an address of a machine). */
function hostOf(domain: string): string | undefined {
  if (!URL.canParse(`http://${domain}/`)) return undefined;
  const host = new URL(`http://${domain}/`).hostname;
  return hostname.test(host) ? host : undefined;
}
