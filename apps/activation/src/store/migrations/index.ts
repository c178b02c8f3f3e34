import type { Migration } from '@platform/mongo';
import { initial } from './0001-initial.ts';

export const migrations: readonly Migration[] = [initial];
