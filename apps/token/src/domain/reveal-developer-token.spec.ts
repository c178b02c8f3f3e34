import { test } from '@jest/globals';
import { given } from '@platform/testing';
import { active, later, revoked, rotated, userId } from '../../test/samples.ts';
import { revealDeveloperToken } from './reveal-developer-token.ts';

test('a reveal is recorded with who did it (A-6)', () => {
  given(active)
    .when((token) => revealDeveloperToken(token, userId, later))
    .then({ type: 'TokenRevealed', data: { by: userId, at: later } });
});

test('a dead value is shown to nobody', () => {
  for (const dead of [rotated, revoked]) {
    given(dead)
      .when((token) => revealDeveloperToken(token, userId, later))
      .refuses('TOKEN_NOT_ACTIVE');
  }
});
