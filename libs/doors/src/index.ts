export { type Doors, type DoorsOptions, type DoorTiming, doorsOf } from './doors.ts';
export type { Door, Reach } from './reach.ts';
