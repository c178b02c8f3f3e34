/** How to reach a user, as identity last said. */
export interface Contact {
  readonly email: string;
  readonly name: string;
  /** Version of the user that said so; older news changes nothing. */
  readonly asOf: number;
}

export interface ContactEvent {
  readonly type: 'ContactLearned';
  readonly data: Contact;
}

export const initialContact = (_id: string): Contact => ({ email: '', name: '', asOf: 0 });
export const evolveContact = (_contact: Contact, { data }: ContactEvent): Contact => data;

/** Learns what is newer than what is known. */
export const learnContact = (contact: Contact, { email, name, asOf }: Contact): readonly ContactEvent[] =>
  asOf > contact.asOf && email !== '' ? [{ type: 'ContactLearned', data: { email, name, asOf } }] : [];
