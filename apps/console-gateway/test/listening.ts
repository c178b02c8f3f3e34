import { identity, workspace } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { DAY, newId, refuse } from '@platform/kernel';
import { allPermissions, roleDefaults } from '@platform/permissions';
import { eventually } from '@platform/testing';
import { cookieName } from '../src/http/session-cookie.ts';
import type { Plays } from './neighbours.ts';

const born = new Date('2026-01-02T03:04:05.678Z');

/** One session of a person, as identity knows it. */
export interface PlayedSession {
  readonly id: string;
  readonly secret: string;
  readonly userId: string;
}

/** Identity and workspace-membership with as many people as the test wants; what they say can change at any time. */
export function people() {
  const sessions = new Map<string, PlayedSession>();
  const members = new Map<string, readonly string[]>();
  const looks = { passive: 0, inPerson: 0 };
  const names = new Map<string, string>();
  let identityIsAway = false;

  const play: Plays = {
    identity: {
      introspectSession: rpc({ service: ['gateway'] }, async ({ sessionSecret, passive }) => {
        looks[passive ? 'passive' : 'inPerson'] += 1;
        if (identityIsAway) throw refuse('DEPENDENCY_UNAVAILABLE');
        const session = sessions.get(sessionSecret);
        if (!session) throw refuse('SESSION_REVOKED');
        const { id, userId } = session;
        return {
          user: identity.User.fromPartial({
            id: userId,
            email: 'x@example.com',
            name: names.get(userId) ?? 'X',
            createdAt: born,
          }),
          session: identity.Session.fromPartial({
            ...{ id, userId, createdAt: born },
            expiresAt: new Date(Date.now() + 30 * DAY),
          }),
        };
      }),
    },
    workspace: {
      resolveMembership: rpc({ service: ['gateway'] }, async ({ workspaceId, userId }) => {
        const permissions = members.get(`${workspaceId} ${userId}`);
        if (!permissions) throw refuse('WORKSPACE_NOT_FOUND');
        return {
          member: workspace.Member.fromPartial({
            ...{ id: newId('mem'), workspaceId, userId, permissions: [...permissions], joinedAt: born },
            status: workspace.MembershipStatus.ACTIVE,
          }),
          workspace: workspace.Workspace.fromPartial({ id: workspaceId, name: 'Acme', createdAt: born }),
        };
      }),
    },
  };
  return {
    play,
    looks,
    signIn: (userId: string = newId('usr')): PlayedSession => {
      const session = { id: newId('ses'), secret: newId('ses').padEnd(40, 'x'), userId };
      sessions.set(session.secret, session);
      return session;
    },
    rename: ({ userId }: PlayedSession, name: string) => void names.set(userId, name),
    endSession: ({ secret }: PlayedSession) => void sessions.delete(secret),
    join: (workspaceId: string, { userId }: PlayedSession, role: 'admin' | 'member') =>
      void members.set(`${workspaceId} ${userId}`, role === 'admin' ? allPermissions : roleDefaults.member),
    remove: (workspaceId: string, { userId }: PlayedSession) => void members.delete(`${workspaceId} ${userId}`),
    identityGoes: (away: boolean) => {
      identityIsAway = away;
    },
  };
}

export interface Frame {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly about?: readonly string[]; readonly live?: boolean; readonly reason?: string };
}

/** A page that listens, as a browser does: it remembers the last id. */
export interface Page {
  readonly frames: readonly Frame[];
  /** What `changed` frames said, in their order. */
  abouts(): readonly string[];
  lastId(): string;
  isOver(): boolean;
  saw(event: string): Promise<Frame>;
  close(): void;
}

function understood(block: string): { id?: string; event?: string; data?: string } {
  const fields = block.split('\n').map((line) => /^(id|event|data): ?(.*)$/.exec(line)?.slice(1) ?? ['', '']);
  return Object.fromEntries(fields.filter(([name]) => name));
}

/** Opens a stream and reads along. Raises an Error with the answer when it is refused. */
export async function openPage(
  url: string,
  session: PlayedSession,
  { workspaceId, place }: { workspaceId?: string; place?: string } = {},
): Promise<Page> {
  const closing = new AbortController();
  const response = await fetch(`${url}/v1/events${workspaceId ? `?workspace_id=${workspaceId}` : ''}`, {
    headers: { cookie: `${cookieName}=${session.secret}`, ...(place === undefined ? {} : { 'last-event-id': place }) },
    signal: closing.signal,
  });
  if (response.status !== 200 || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  const frames: Frame[] = [];
  let lastId = place ?? '';
  let over = false;
  const hear = (block: string) => {
    const { id, event, data } = understood(block);
    lastId = id ?? lastId;
    if (event) frames.push({ id: id ?? '', event, data: JSON.parse(data ?? '{}') });
  };
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const blocks = `${text}${decoder.decode(chunk, { stream: true })}`.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) hear(block);
    }
  };
  void read(response.body)
    .catch(() => {})
    .then(() => {
      over = true;
    });
  return {
    frames,
    abouts: () => frames.filter(({ event }) => event === 'changed').map(({ data }) => (data.about ?? []).join(' ')),
    lastId: () => lastId,
    isOver: () => over,
    saw: (wanted) =>
      eventually(() => {
        const found = frames.find(({ event }) => event === wanted);
        if (!found) throw new Error(`no ${wanted} among ${JSON.stringify(frames)}`);
        return found;
      }),
    close: () => closing.abort(),
  };
}
