export {
  type Answer,
  createWorkspace,
  type Mail,
  type Mailbox,
  mailbox,
  myLicense,
  newPerson,
  type Person,
  type Place,
  reset,
  reveal,
  secretIn,
  settledPerson,
  signIn,
  signUp,
  startTrial,
  stepUp,
  textAt,
  tokenExists,
  type Visitor,
  valueAfter,
  verify,
  visitor,
} from '@platform/testing';
export * from './activating.ts';
export * from './emulator-process.ts';
export * from './legacy-key.ts';
export * from './whole-house.ts';
