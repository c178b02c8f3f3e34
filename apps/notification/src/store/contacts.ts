import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import { type Contact, type ContactEvent, evolveContact, initialContact } from '../domain/contact.ts';

/** How to reach each user: a projection of identity's events, by user id. */
export const contactStore = (mongo: Mongo): Store<Contact, ContactEvent> =>
  mongoStore<Contact, ContactEvent>({ mongo, name: 'contacts', initial: initialContact, evolve: evolveContact });
