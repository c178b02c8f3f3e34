import { captureLog, servers, uniqueName } from '@platform/testing';
import { z } from 'zod';
import { defineJob } from '../src/index.ts';

export const captured = captureLog('jobs-test');
export const { log } = captured;

/** Jobs of its own on the shared server. */
export const place = async () => `${(await servers()).redisUrl}?prefix=${uniqueName('jobs')}`;

export const sendMail = defineJob({
  name: 'send-mail',
  payload: z.object({ notificationId: z.string(), to: z.string() }),
  id: ({ notificationId }) => `${notificationId}-mail`,
  attempts: 3,
  backoff: { firstMs: 20, mostMs: 100 },
});
export const remind = defineJob({
  name: 'remind',
  payload: z.object({ day: z.number().int() }),
  id: ({ day }) => `day-${day}`,
});
export const mail = (n: number) => ({ notificationId: `ntf_${n}`, to: 'ann@example.com' });
