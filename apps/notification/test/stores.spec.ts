import { afterAll, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { database, storeSuite } from '@platform/testing';
import { contactKnown } from '../src/domain/await-contact.ts';
import { learnContact } from '../src/domain/contact.ts';
import { queueMail } from '../src/domain/queue-mail.ts';
import { contactStore } from '../src/store/contacts.ts';
import { notificationStore } from '../src/store/notifications.ts';

const db = await database();
afterAll(() => db.drop());

const at = new Date('2026-01-02T03:04:05.678Z');
const soon = new Date('2026-01-02T03:05:05.678Z');

storeSuite(test, {
  ...{ database: db, open: notificationStore, id: () => newId('ntf') },
  born: (mail) => queueMail(mail, { template: 'welcome', userId: 'usr_1', entity: 'evt_1', traceparent: '', at }),
  changed: (mail) => contactKnown({ ...mail, awaitsContact: true }, soon),
});

storeSuite(test, {
  ...{ database: db, open: contactStore, id: () => newId('usr') },
  born: (contact) =>
    contact.asOf === 0 ? learnContact(contact, { email: 'a@example.com', name: 'Ada', asOf: 1 }) : [],
  changed: (contact) => learnContact(contact, { email: 'b@example.com', name: 'Ada', asOf: contact.asOf + 1 }),
});
