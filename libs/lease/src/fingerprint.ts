import { hash } from 'node:crypto';

const fingerprint = (what: string, value: string): string => hash('sha256', `${what}\0${value}`, 'base64url');

/**
 * Names a credential without showing it: both ends compute it from the trimmed value, so a lease
 * is of no use beside another credential (contract §6.5, rule 2).
 */
export const credentialFingerprint = (value: string): string => fingerprint('ls-lease credential', value);

/** Names a machine without showing its id (contract §8, A-46). */
export const machineFingerprint = (machineId: string): string => fingerprint('ls-lease machine', machineId);
