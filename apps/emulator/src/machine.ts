import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivate, writePrivate } from '@platform/private-file';

const form = /^(dkr|sys|gen)_[0-9a-f]{12}$/;

/** The id of this machine, made once and kept beside the lease: `dkr_` in a container, else `sys_`; `gen_` where it cannot be kept. */
export function machineId(folder: string, isDocker: boolean): string {
  const path = join(folder, 'machine.json');
  const kept = idIn(readPrivate(path));
  if (kept) return kept;
  const body = randomBytes(6).toString('hex');
  const id = `${isDocker ? 'dkr' : 'sys'}_${body}`;
  try {
    writePrivate(path, `${JSON.stringify({ machine_id: id })}\n`);
    return id;
  } catch {
    return `gen_${body}`;
  }
}

function idIn(text: string | undefined): string | undefined {
  try {
    const { machine_id: id } = JSON.parse(text ?? '{}') as { machine_id?: unknown };
    return typeof id === 'string' && form.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
