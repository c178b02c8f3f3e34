import { get, type IncomingMessage } from 'node:http';
import { type Person, visitor } from '@platform/journeys';

/** Pages that listen for changes as browsers do, in one process. */
export interface OpenPages {
  readonly count: number;
  /** How many have been told that changes are heard. */
  live(): number;
  /** How many have lost their line. */
  lost(): number;
  close(): void;
}

export interface Listening {
  readonly gatewayUrl: string;
  readonly workspaceId: string;
  /** A session's cookie for each page. */
  readonly cookies: readonly string[];
  /** Told of each change that reaches a page: which page, the place of the change, and what it is about. */
  readonly onChange: (page: number, place: string, about: string) => void;
}

/** As many sessions of a person as are needed for so many pages; gives a cookie for each page. */
export async function sessionsFor(
  { email, password }: Person,
  gatewayUrl: string,
  pages: number,
  perSession: number,
): Promise<readonly string[]> {
  const sessions: string[] = [];
  for (let number = 0; number < Math.ceil(pages / perSession); number += 1) {
    const tab = visitor(gatewayUrl);
    await tab.must('POST', '/v1/auth/sign-in', { email, password });
    sessions.push(tab.cookie());
  }
  return Array.from({ length: pages }, (_, page) => sessions[Math.floor(page / perSession)] ?? '');
}

/** Opens all pages, a few at a time. Raises an Error when one is refused. */
export async function openPages({ cookies, ...listening }: Listening, atOnce = 20): Promise<OpenPages> {
  const lines: IncomingMessage[] = [];
  const state = { live: 0, lost: 0, closing: false };
  const open = async (page: number) => {
    const line = await lineOf(listening, cookies[page] ?? '');
    lines.push(line);
    line.once('close', () => {
      if (!state.closing) state.lost += 1;
    });
    line.on('error', () => undefined);
    const read = frames((frame) => {
      if (frame.event === 'changed') listening.onChange(page, frame.id, frame.data);
      else if (frame.event === 'live' && frame.data.includes('true')) state.live += 1;
    });
    line.setEncoding('utf8').on('data', read);
  };
  let next = 0;
  const worker = async () => {
    while (next < cookies.length) await open(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    count: cookies.length,
    live: () => state.live,
    lost: () => state.lost,
    close: () => {
      state.closing = true;
      for (const line of lines) line.destroy();
    },
  };
}

/** A connection of its own for each page, as different browsers have. */
const lineOf = ({ gatewayUrl, workspaceId }: Omit<Listening, 'cookies'>, cookie: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const url = new URL(`/v1/events?workspace_id=${workspaceId}`, gatewayUrl);
    const call = get(url, { agent: false, headers: { cookie, accept: 'text/event-stream' } }, (line) => {
      if (line.statusCode === 200) resolve(line);
      else reject(new Error(`a page was refused: ${line.statusCode}`));
    });
    call.once('error', reject);
  });

interface Frame {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Reads frames from text as it comes. */
function frames(on: (frame: Frame) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      on({ id: field('id'), event: field('event'), data: field('data') });
    }
  };
}
