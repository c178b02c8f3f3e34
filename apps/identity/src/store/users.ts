import { packWithdrawal } from '@platform/contracts';
import { neverReached, newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import { evolveUser, initialUser, type User, type UserEvent } from '../domain/user.ts';
import { tell } from './events.ts';

/** Two users never share an address. */
export const oneUserPerEmail = 'one_user_per_email';

export const userStore = (mongo: Mongo): Store<User, UserEvent> =>
  mongoStore<User, UserEvent>({
    mongo,
    name: 'users',
    initial: initialUser,
    evolve: evolveUser,
    outbound,
    // Before he is active he has no session by which anybody could hold him.
    facts: ({ id, before }) => (before.status === 'active' ? [packWithdrawal(newId('evt'), id, id)] : []),
    indexes: [
      { name: oneUserPerEmail, keys: { 'state.emailNormalized': 1 }, unique: true },
      { keys: { 'state.pendingSignUps.proof.hash': 1 } },
      { keys: { 'state.reset.hash': 1 } },
    ],
  });

function outbound(event: UserEvent, saved: SavedEvent<User>): readonly Outbound<'kafka'>[] {
  const { id, email, name, locale, timeZone } = saved.state;
  const whose = { userId: id, saved };
  const user = { userId: id, email, name };
  switch (event.type) {
    case 'UserSignedUp':
    case 'UserVerificationRequested': {
      const { sealedSecret, proof } = event.data;
      const mail = { ...user, sealedVerificationSecret: sealedSecret, verificationExpiresAt: proof.expiresAt };
      return [tell(`identity.v1.${event.type}`, mail, whose)];
    }
    case 'UserSignUpRepeated':
      return [tell('identity.v1.UserSignUpRepeated', user, whose)];
    case 'UserEmailVerified':
      return [tell('identity.v1.UserEmailVerified', user, whose)];
    case 'UserPasswordChoiceRequested':
    case 'UserPasswordResetRequested': {
      const { sealedSecret, proof } = event.data;
      const mail = { ...user, sealedResetSecret: sealedSecret, resetExpiresAt: proof.expiresAt };
      return [tell('identity.v1.UserPasswordResetRequested', mail, whose)];
    }
    case 'UserPasswordChanged':
      return [tell('identity.v1.UserPasswordChanged', { ...user, how: event.data.how }, whose)];
    case 'UserUpdated':
      return [tell('identity.v1.UserUpdated', { ...user, locale, timeZone }, whose)];
    case 'UserSignedOutEverywhere':
      return []; // each session that ends says so itself
    default:
      return neverReached(event);
  }
}
