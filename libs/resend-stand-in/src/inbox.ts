import type { Mail } from './mail.ts';

const KEPT = 10_000;

/** The mails that were accepted, oldest first. The oldest go when there are too many. */
export class Inbox {
  #mails: Mail[] = [];

  add(mail: Mail): void {
    this.#mails.push(mail);
    if (this.#mails.length > KEPT) this.#mails.shift();
  }

  find(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  /** Mails to this address (any case); all of them without an address. */
  list(to?: string): readonly Mail[] {
    return this.#mails.filter((mail) => isTo(mail, to));
  }

  /** Forgets the mails to this address, or all. Idempotency keys stay known, as with Resend. */
  clear(to?: string): void {
    this.#mails = this.#mails.filter((mail) => !isTo(mail, to));
  }
}

const isTo = (mail: Mail, to?: string): boolean =>
  to === undefined || mail.to.some((address) => address.toLowerCase() === to.toLowerCase());
