import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The address cannot be had; the message says what to do. */
export class CannotListen extends Error {
  constructor(address: string, code: string) {
    const what =
      code === 'EADDRINUSE'
        ? `Another program listens at ${address}. Stop it, or set GATEWAY_LISTEN to another port.`
        : `The emulator cannot listen at ${address} (${code}). Set GATEWAY_LISTEN to an address of this machine and a port that is yours to take.`;
    super(what);
    this.name = 'CannotListen';
  }
}

/** An address that is ours. Requests wait at it until it is opened. */
export interface Gate {
  /** `http://host:port` */
  readonly url: string;
  open(app: RequestListener): void;
  close(): Promise<void>;
}

/** An address as one listens there: an IPv6 host has its brackets only in a URL. */
export function placeOf(address: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(`http://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
}

const urlOf = (address: string, port: number): string => `http://${new URL(`http://${address}`).hostname}:${port}`;

/** Takes the address `host:port`, before anything is done for which it would be needed. Raises CannotListen. */
export async function takeGate(address: string): Promise<Gate> {
  let open: (app: RequestListener) => void = () => {};
  const opened = new Promise<RequestListener>((resolve) => {
    open = resolve;
  });
  const server = createServer((request, response) => void opened.then((app) => app(request, response)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code = 'no code' }: NodeJS.ErrnoException) => reject(new CannotListen(address, code)));
    server.listen(placeOf(address), resolve);
  });
  return {
    url: urlOf(address, (server.address() as AddressInfo).port),
    open,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
