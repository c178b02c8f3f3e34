export { type Answer, textAt, type Visitor, visitor } from '@platform/dev';
export * from './activating.ts';
export * from './emulator-process.ts';
export * from './legacy-key.ts';
export * from './mailbox.ts';
export * from './person.ts';
export * from './whole-house.ts';
