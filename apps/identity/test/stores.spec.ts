import { afterAll, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { database, storeSuite, uniqueName } from '@platform/testing';
import { countAttempt } from '../src/domain/attempt-guard.ts';
import { openSession } from '../src/domain/open-session.ts';
import { signOutEverywhere } from '../src/domain/sign-out-everywhere.ts';
import { signUp } from '../src/domain/sign-up.ts';
import { stepUp } from '../src/domain/step-up.ts';
import { guardStore } from '../src/store/guards.ts';
import { sessionStore } from '../src/store/sessions.ts';
import { userStore } from '../src/store/users.ts';

const db = await database();
afterAll(() => db.drop());

/** Not long ago: what ended long ago is forgotten by the database itself, once a minute. */
const at = new Date();

storeSuite(test, {
  ...{ database: db, open: userStore, id: () => newId('usr') },
  born: (user) => {
    if (user.status !== 'absent') return [];
    const verification = { proof: { hash: user.id, expiresAt: at }, sealedSecret: Buffer.from('sealed') };
    const person = {
      email: `${user.id}@example.com`,
      emailNormalized: `${user.id}@example.com`,
      name: 'Ada',
      locale: 'en',
    };
    return signUp(user, { ...person, passwordHash: 'hash', mailedProofs: { verification, reset: verification }, at });
  },
  changed: (user) => signOutEverywhere(user, at),
});

storeSuite(test, {
  ...{ database: db, open: sessionStore, id: () => newId('ses') },
  born: (session) =>
    openSession(session, { userId: newId('usr'), secretHash: session.id, generation: 1, ip: '', userAgent: '', at }),
  changed: (session) => stepUp(session, at),
});

storeSuite(test, {
  ...{ database: db, open: guardStore, id: () => uniqueName('account') },
  born: (guard) => (guard.attempts.length === 0 ? countAttempt(guard, 1_000, at) : []),
  changed: (guard) => countAttempt(guard, 1_000, at),
});
