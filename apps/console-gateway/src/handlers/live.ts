import { insideOf } from '../admission.ts';
import { userOf } from '../call.ts';
import type { Some } from './handler.ts';

export const live: Some<'streamEvents'> = {
  streamEvents: async ({ query }, call) => {
    const { user } = userOf(call);
    const { upstream, requestId } = call;
    const inside = query.workspace_id ? await insideOf(upstream, query.workspace_id, user.id, requestId) : undefined;
    call.listen(inside);
  },
};
