import { setTimeout as pause } from 'node:timers/promises';
import { fieldOf, type Visitor, visitor } from '@platform/testing';

export interface Place {
  readonly gateway: string;
  /** The inbox of the mail provider's stand-in. */
  readonly mail: string;
}

export const demo = {
  email: 'demo@example.com',
  password: 'only on this very machine',
  name: 'Demo',
  workspace: 'Demo workspace',
} as const;

/**
 * Makes sure that there is somebody to sign in as: a user with a proven address, a workspace and its trial, all through
 * the doors that a person uses. Does only what is not done yet, so running it again changes nothing.
 */
export async function seedDemo({ gateway, mail }: Place): Promise<'made' | 'was there'> {
  const person = visitor(gateway);
  const before = await person.ask('POST', '/v1/auth/sign-in', credentials);
  if (before.status >= 300) await signUp(person, mail);

  const { body } = await person.must('GET', '/v1/workspaces');
  const [known] = fieldOf<readonly unknown[]>(body, 'workspaces');
  if (known) return 'was there';
  const made = await person.must('POST', '/v1/workspaces', { name: demo.workspace });
  const workspaceId = fieldOf<string>(made.body, 'workspace', 'id');
  await eventually(() => person.must('POST', `/v1/workspaces/${workspaceId}/trial`), 15_000);
  return 'made';
}

const credentials = { email: demo.email, password: demo.password };

async function signUp(person: Visitor, mail: string): Promise<void> {
  await person.must('POST', '/v1/auth/sign-up', { ...credentials, name: demo.name });
  const secret = await eventually(() => secretInMail(mail), 30_000);
  await person.must('POST', '/v1/auth/verify-email', { secret });
  await person.must('POST', '/v1/auth/sign-in', credentials);
}

/** The secret in the newest mail to the demo user. Raises an Error while there is none. */
async function secretInMail(mail: string): Promise<string> {
  const inbox = visitor(mail);
  const { body } = await inbox.must('GET', `/inbox?to=${encodeURIComponent(demo.email)}`);
  for (const { id } of fieldOf<readonly { id: string }[]>(body, 'mails').toReversed()) {
    const text = fieldOf<string>((await inbox.must('GET', `/inbox/${id}`)).body, 'text');
    const secret = /[?&#]secret=([\w-]+)/.exec(text)?.[1];
    if (secret) return secret;
  }
  throw new Error(`no mail with a link came to ${demo.email}`);
}

async function eventually<T>(work: () => Promise<T>, withinMs: number): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(100);
    }
  }
}
