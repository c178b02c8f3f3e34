export type { Found, Log, Missing, Part, PartName, Source } from './part.ts';
export { partNames } from './part.ts';
export { freePort } from './ports.ts';
export { ServerProblem } from './problem.ts';
export type { ServerUrls } from './shared.ts';
export { sharedServers } from './shared.ts';
export type { RunningPart, Servers, StartOptions } from './start-servers.ts';
export { parts, startServers } from './start-servers.ts';
