export type { House, HouseOptions, HouseUrls } from './house.ts';
export { startHouse } from './house.ts';
export { houseEnvironment } from './house-environment.ts';
export { type RunningHouse, runningHouse } from './running-house.ts';
export { houseSecrets, type Secrets } from './secrets.ts';
export { demo, seedDemo } from './seed.ts';
export { mailProvider, type ServiceSpec, services } from './services.ts';
export { newWatching, type Watching } from './watchers.ts';
