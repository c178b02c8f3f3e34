import { DAY, neverReached } from '@platform/kernel';
import type { CredentialFact } from './facts.ts';
import { because, type Failure, fail, instant, pass, type Step, skip, type Warning, warn } from './step.ts';

const SOON = 7 * DAY;

/** D-5: the credential is alive. Dead ones stay known, so that their holder learns what became of them (S-71, S-97). */
export const checkCredentialState: Step = {
  id: 'D-5',
  name: 'credential state',
  check: ({ snapshot: { credential }, now }) => {
    if (!credential) return skip('no known credential');
    const failure = failureOf(credential, now);
    const since = credential.statusSince ? ` since ${credential.statusSince.toISOString()}` : '';
    return failure
      ? fail(`${credential.status}${since}`, [failure], credential.version)
      : pass(`${credential.status}${since}`, credential.version, expiryWarning(credential, now));
  },
};

function failureOf(credential: CredentialFact, now: Date): Failure | undefined {
  const at = instant('at', credential.statusSince);
  switch (credential.status) {
    case 'active':
      return credential.expiresAt && credential.expiresAt <= now
        ? because('TOKEN_EXPIRED', instant('at', credential.expiresAt))
        : undefined;
    case 'rotated':
      return because('TOKEN_ROTATED', at);
    case 'revoked':
      return because('TOKEN_REVOKED', { ...at, ...(credential.why ? { why: credential.why } : {}) });
    case 'expired':
      return because('TOKEN_EXPIRED', instant('at', credential.expiresAt ?? credential.statusSince));
    case 'suspended':
      return because('TOKEN_SUSPENDED', at);
    case 'removed':
      return because('LEGACY_KEY_REMOVED', at);
    default:
      return neverReached(credential.status);
  }
}

const expiryWarning = ({ expiresAt }: CredentialFact, now: Date): readonly Warning[] =>
  expiresAt && expiresAt.getTime() - now.getTime() <= SOON ? [warn('TOKEN_EXPIRING', instant('at', expiresAt))] : [];
