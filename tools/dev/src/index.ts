export type { House, HouseOptions, HouseUrls } from './house.ts';
export { startHouse } from './house.ts';
export { mailProvider, type ServiceSpec, services } from './services.ts';
