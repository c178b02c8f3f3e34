// How one sees that a house lives on some data, before anything is installed or built.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The local socket that a house holds from its first to its last moment; the folder must be there. */
export function doorOf(dataDir) {
  const name = `licensing-house-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

/** Whether a house lives on this data, also one that is just starting or stopping. */
export async function isOccupied(dataDir) {
  if (!existsSync(dataDir)) return false;
  const socket = createConnection(doorOf(dataDir));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** What somebody is told who wants to start a second house on the same data. */
export function occupied(dataDir) {
  const other = houseIn(dataDir);
  const where = other ? `process ${other.pid}, console at ${other.urls.gateway}` : 'it is just starting or stopping';
  return {
    what: `a house already runs here (${where})`,
    remedy:
      'use that one, or stop it with Ctrl-C where it runs; HOUSE_DATA=DIR npm start gives a second one of its own',
  };
}

/** What a house says of itself once it is up. A killed one said it and cannot take it back: so its process is looked for. */
function houseIn(dataDir) {
  try {
    const house = JSON.parse(readFileSync(join(dataDir, 'house.json'), 'utf8'));
    process.kill(house.pid, 0);
    return house;
  } catch {
    return undefined;
  }
}
