import { plainServer } from './plain-server.ts';

await plainServer((request) => request);
