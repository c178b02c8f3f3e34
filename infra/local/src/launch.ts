import { type Command, type Guarded, lastWords, startGuarded } from './guarded.ts';
import { messageOf, ServerProblem } from './problem.ts';
import { unlessAborted } from './wait.ts';

/** Where a server works, and what it is not to be waited for after. */
export interface Place {
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Starts a command and waits until `ready` settles. When the server ends first, or never becomes ready, it is stopped
 * and its last words are in the ServerProblem that is raised; so it is when the signal comes first.
 */
export async function launch(
  command: Command,
  { folder, signal }: Place,
  ready: (server: Guarded) => Promise<void>,
): Promise<Guarded> {
  signal.throwIfAborted();
  const server = await startGuarded(command, folder);
  const died = server.ended.then((status) => Promise.reject(new Error(`it ended with status ${status}`)));
  try {
    await unlessAborted(Promise.race([ready(server), died]), signal);
    died.catch(() => undefined);
    return server;
  } catch (error) {
    const words = await lastWords(server);
    await server.stop();
    throw new ServerProblem(`${command.file} did not start: ${messageOf(error)}\n${words}`, remedyFor(words), error);
  }
}

function remedyFor(words: string): string {
  if (/address already in use|EADDRINUSE/i.test(words)) return 'another process took the port: start again';
  if (/no space left/i.test(words)) return 'free some space, or choose a data folder on a larger disk';
  if (/cannot execute|not found|error while loading shared libraries/i.test(words))
    return 'this machine lacks a library the server needs; install the server so that it is on PATH';
  if (/permission denied|read-only file system/i.test(words)) return 'choose a data folder you may write to';
  return 'read the log above; data of another version is forgotten with `npm start -- --fresh`';
}
