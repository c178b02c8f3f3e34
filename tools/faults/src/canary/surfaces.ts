import { get, type IncomingMessage } from 'node:http';
import type { House } from '@platform/dev';
import type { Person } from '@platform/journeys';
import type { Stretch } from './search.ts';

/** An open page whose every byte is kept, headers too. */
export interface Tap {
  readonly bytes: () => Stretch;
  close(): void;
}

/** Listens for changes as an open page does. Raises an Error when it may not. */
export async function tapEvents(gatewayUrl: string, { visitor, workspaceId }: Person): Promise<Tap> {
  const chunks: Buffer[] = [];
  const line = await new Promise<IncomingMessage>((resolve, reject) => {
    const url = new URL(`/v1/events?workspace_id=${workspaceId}`, gatewayUrl);
    const headers = { cookie: visitor.cookie(), accept: 'text/event-stream' };
    get(url, { agent: false, headers }, resolve).once('error', reject);
  });
  if (line.statusCode !== 200) throw new Error(`the page may not listen: ${line.statusCode}`);
  line.on('error', () => undefined).on('data', (chunk: Buffer) => void chunks.push(chunk));
  return {
    bytes: () => ({
      where: 'events:stream',
      bytes: Buffer.concat([Buffer.from(line.rawHeaders.join('\n')), ...chunks]),
    }),
    close: () => void line.destroy(),
  };
}

const publicPages = [
  '/',
  '/sign-in',
  '/verify-email',
  '/workspace/auth-tokens',
  '/reference',
  '/openapi.json',
  '/theme.js',
];

/** What anybody may fetch of the gateway without a session, and every file that its page names, with the headers. */
export async function* gatewayPages({ urls }: House): AsyncGenerator<Stretch> {
  const fetched = async (path: string) => {
    const answer = await fetch(`${urls.gateway}${path}`, { headers: { accept: 'text/html,*/*' } });
    const text = await answer.text();
    return { answer, text, bytes: Buffer.from(`${JSON.stringify([...answer.headers])}\n${text}`) };
  };
  const files = new Set<string>();
  for (const path of publicPages) {
    const { text, bytes } = await fetched(path);
    for (const [, file = ''] of text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) files.add(file);
    yield { where: `page:${path}`, bytes };
  }
  for (const file of files) yield { where: `page:${file}`, bytes: (await fetched(file)).bytes };
}

/** What each process tells those who measure it. */
export async function* metricsOf({ urls }: House): AsyncGenerator<Stretch> {
  for (const [name, url] of Object.entries(urls.health)) {
    const answer = await fetch(`${url}/metrics`);
    if (answer.ok) yield { where: `metrics:${name}`, bytes: Buffer.from(await answer.text()) };
  }
}

/** The mails as the console's local inbox shows them to anybody, in development. */
export async function* localMails({ urls }: House): AsyncGenerator<Stretch> {
  const path = `${urls.gateway}/v1/local-mails`;
  const listed = await (await fetch(path)).text();
  yield { where: 'inbox:list', bytes: Buffer.from(listed) };
  const { mails } = JSON.parse(listed) as { readonly mails: readonly { readonly id: string }[] };
  for (const { id } of mails)
    yield { where: `inbox:${id}`, bytes: Buffer.from(await (await fetch(`${path}/${id}`)).text()) };
}
