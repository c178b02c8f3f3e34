/** The pages that a mail's link leads to with a secret. */
export type SecretPage = 'verifyEmail' | 'resetPassword';

/** A mail's link that was followed: each time another one. */
export interface MailedLink {
  readonly id: number;
  /** Empty: the page was opened without a link, or its secret is spent. */
  readonly secret: string;
}

const none: MailedLink = { id: 0, secret: '' };
const links = new Map<SecretPage, MailedLink>();
let followed = 0;

/** Keeps what stands in the fragment of a link, in memory alone: neither the history nor any storage holds it. */
export function keepLink(page: SecretPage, hash: string): void {
  followed += 1;
  links.set(page, { id: followed, secret: new URLSearchParams(hash.replace(/^#/, '')).get('secret') ?? '' });
}

/** The link that led to the page last. */
export const linkTo = (page: SecretPage): MailedLink => links.get(page) ?? none;

/** Its secret has done what it can: going back to the page does not send it again. */
export const spend = (page: SecretPage): void => void links.delete(page);
