import type { PresentedCredential } from './request.ts';
import { because, fail, pass, type Step, skip, type Warning, warn } from './step.ts';

/** D-2: a credential is there once quotes and blanks are gone (S-89, S-111). */
export const checkPresence: Step = {
  id: 'D-2',
  name: 'credential present',
  check: ({ request: { credential } }) =>
    credential.shape === 'missing'
      ? fail('nothing but quotes and blanks', [because('CREDENTIAL_MISSING')])
      : pass(`source=${credential.source}`, undefined, variableWarnings(credential)),
};

/** D-3: it has the shape of a token with a right checksum, or of a legacy key. No database is asked for what has neither. */
export const checkShape: Step = {
  id: 'D-3',
  name: 'shape',
  check: ({ request: { credential } }) => {
    if (credential.shape === 'missing') return skip('no credential');
    if (credential.shape === 'malformed') return fail(credential.why, [because('CREDENTIAL_MALFORMED')]);
    return pass(credential.shape === 'legacy' ? 'legacy key' : `${credential.shape} token, checksum ok`);
  },
};

/** D-4: it is one of ours. */
export const checkLookup: Step = {
  id: 'D-4',
  name: 'lookup',
  check: ({ request: { credential }, snapshot }) => {
    if (credential.shape === 'missing' || credential.shape === 'malformed') return skip('nothing to look up');
    const known = snapshot.credential;
    if (!known) return fail('not known', [because('CREDENTIAL_UNKNOWN')]);
    return pass(`${known.credentialId} ${known.display} in ${known.workspaceId}`, known.version);
  },
};

/** Classification is by credential, not by variable: these only warn (S-85, S-170, A-23, A-24). */
function variableWarnings({ shape, source, variablesDiffer }: PresentedCredential): readonly Warning[] {
  const warnings: Warning[] = [];
  if (source === 'api_key_env' && (shape === 'developer' || shape === 'ci'))
    warnings.push(warn('CREDENTIAL_IN_LEGACY_VARIABLE'));
  if (source === 'auth_token_env' && shape === 'legacy') warnings.push(warn('LEGACY_KEY_IN_NEW_VARIABLE'));
  if (variablesDiffer) warnings.push(warn('BOTH_VARIABLES_SET_AND_DIFFERENT'));
  return warnings;
}
