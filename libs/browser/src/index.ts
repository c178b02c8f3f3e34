export type { BrowserName } from './name.ts';
