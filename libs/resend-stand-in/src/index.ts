export type { Fault, FaultKind } from './faults.ts';
export type { Mail } from './mail.ts';
export { type StandIn, type StandInOptions, startResendStandIn } from './start.ts';
