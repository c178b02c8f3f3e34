import { eventually } from './eventually.ts';

export interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

interface Listed {
  readonly mails: readonly { readonly id: string; readonly subject: string }[];
}

/** The inbox of the local mail provider. */
export interface Mailbox {
  /** All mails to an address, oldest first. */
  mails(to: string): Promise<readonly Mail[]>;
  /** Waits for a mail whose subject fits. */
  mail(to: string, subject: RegExp, within?: number): Promise<Mail>;
}

export function mailbox(url: string): Mailbox {
  const mails = async (to: string): Promise<readonly Mail[]> => {
    const listed = (await (await fetch(`${url}/inbox?to=${encodeURIComponent(to)}`)).json()) as Listed;
    return Promise.all(
      listed.mails.map(async ({ id, subject }) => {
        const text = await (await fetch(`${url}/inbox/${id}`, { headers: { accept: 'text/plain' } })).text();
        return { id, subject, text };
      }),
    );
  };
  return {
    mails,
    mail: (to, subject, within = 60_000) =>
      eventually(
        async () => {
          const found = (await mails(to)).findLast((mail) => subject.test(mail.subject));
          if (!found) throw new Error(`no mail to ${to} with a subject like ${subject}`);
          return found;
        },
        { within },
      ),
  };
}

/** The secret in the link of a mail: in the fragment, which no browser sends. */
export function secretIn(mail: Mail): string {
  const [, secret] = /[?&#]secret=([\w-]+)/.exec(mail.text) ?? [];
  if (!secret) throw new Error(`the mail "${mail.subject}" has no link with a secret:\n${mail.text}`);
  return secret;
}
