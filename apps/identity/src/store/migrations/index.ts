import type { Migration } from '@platform/mongo';
import { oneSignUpPerAccount } from './0001-one-sign-up-per-account.ts';

/** Numbered steps forward of this database. The first shape needs none: stores create what they use. */
export const migrations: readonly Migration[] = [oneSignUpPerAccount];
