import { Redis } from 'ioredis';
import { plainServer } from './plain-server.ts';

/** An echo that reads one key of Redis first. The keys are `bench:0` … */
const [url = '', keys = '1'] = process.argv.slice(2);
const redis = new Redis(url);
let turn = 0;

await plainServer(async (request) => {
  turn += 1;
  const value = await redis.get(`bench:${turn % Number(keys)}`);
  if (value === null) throw new Error('the key is not there');
  return request;
});
