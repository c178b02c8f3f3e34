import type { Migration } from '@platform/mongo';

/** How many different passwords wait for a proof. */
const passwords = { $size: { $setUnion: ['$state.pendingSignUps.passwordHash', []] } };

/**
 * Mails are counted by kind, an account has no password before its proof, and where several people signed up with one
 * address no sign-up is valid.
 */
export const oneSignUpPerAccount: Migration = {
  id: '0001-one-sign-up-per-account',
  up: (db) =>
    db.collection('users').updateMany({ 'state.mailsAt': { $exists: true } }, [
      { $set: { 'state.mails': [] } },
      {
        $set: {
          'state.passwordHash': { $cond: [{ $eq: ['$state.status', 'pending'] }, '', '$state.passwordHash'] },
          'state.pendingSignUps': { $cond: [{ $gt: [passwords, 1] }, [], '$state.pendingSignUps'] },
        },
      },
      { $unset: 'state.mailsAt' },
    ]),
};
