import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

/** A wire to a real MongoDB that can be silenced or cut. */
export interface Wire {
  /** The address of the database's one server, over the wire. */
  readonly url: string;
  /** From now on nothing passes, either way, and no connection ends. */
  silence(): void;
  /** Ends every connection, and lets nobody connect. */
  cut(): void;
  /** Ends every connection, and works again. */
  mend(): void;
  close(): void;
}

/** Lays a wire to the server of this URL; of several servers, to the first. */
export async function wireTo(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url.replace(/^mongodb:/, 'http:').replace(/,.*?(\/|$)/, '$1'));
  const open = new Set<Socket>();
  const state = { silent: false, cut: false };
  const server = createServer((near) => {
    if (state.cut) {
      near.destroy();
      return;
    }
    const far = dial({ host: hostname, port: Number(port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (bytes) => state.silent || to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const become = (next: typeof state): void => {
    Object.assign(state, next);
    for (const socket of open) socket.destroy();
  };
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/?directConnection=true`,
    silence: () => {
      state.silent = true;
    },
    cut: () => become({ silent: false, cut: true }),
    mend: () => become({ silent: false, cut: false }),
    close: () => {
      become({ silent: false, cut: true });
      server.close();
    },
  };
}
