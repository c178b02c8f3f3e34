import { z } from 'zod';
import { streamSays } from '../live.ts';
import { routesOf } from '../route.ts';
import { idOf } from '../shapes.ts';

const route = routesOf('Live');

export const live = {
  streamEvents: route({
    id: 'streamEvents',
    method: 'get',
    path: '/v1/events',
    says: 'Says when something that you see has changed; with a workspace, also what changes in it.',
    needs: 'session',
    query: z.strictObject({ workspace_id: idOf('ws').optional() }),
    stream: streamSays,
    refusals: ['WORKSPACE_NOT_FOUND', 'STREAM_LIMIT_REACHED'],
  }),
};
