import type { notification as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { templateNames } from '../domain/notification.ts';

export const listTemplates = () =>
  rpc('caller', async (_request: wire.ListTemplatesRequest): Promise<wire.ListTemplatesResponse> => {
    return { templates: [...templateNames] };
  });
