import type { notification as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { templateNames } from '../domain/notification.ts';
import { renderMail } from '../mail/render.ts';
import { templates } from '../mail/templates/index.ts';

/** A template with its sample values. Raises TEMPLATE_UNKNOWN. */
export const previewTemplate = ({ links }: Context) =>
  rpc('caller', async (request: wire.PreviewTemplateRequest): Promise<wire.PreviewTemplateResponse> => {
    const template = templateNames.find((name) => name === request.template);
    if (!template) throw refuse('TEMPLATE_UNKNOWN');
    return renderMail(template, { name: 'Ada', vars: templates[template].sample, secret: 'sample', links });
  });
