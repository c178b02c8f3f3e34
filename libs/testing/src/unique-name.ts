import { randomBytes } from 'node:crypto';

/** A name that nobody else uses: for databases, consumer groups, addresses. Lower-case letters, digits and `-`. */
export const uniqueName = (what = 'test'): string => `${what}-${randomBytes(6).toString('hex')}`;
