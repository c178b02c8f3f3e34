/** For those who play the emulator or the owners against a real activation: `@platform/activation/test`. */
export * from './cases.ts';
export * from './doors.ts';
export * from './world.ts';
