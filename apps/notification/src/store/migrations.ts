import type { Migration } from '@platform/mongo';

/** Numbered steps forward of this database. The first shape needs none: stores create what they use. */
export const migrations: readonly Migration[] = [];
