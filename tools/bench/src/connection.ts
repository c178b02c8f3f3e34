import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Flag, type Frame, FrameType, frame, greeting, takeFrames } from './http2-frames.ts';

/** The message of the answer; empty when the server sent only a status, which every refusal is. */
export type OnAnswer = (message: Buffer) => void;

/** One HTTP/2 connection that carries prepared calls. */
export interface Connection {
  /** Sends the bytes of a call; they are not kept. `streamAt` says where the number of its stream goes. */
  call(bytes: Buffer, streamAt: readonly number[], onAnswer: OnAnswer): void;
  close(): void;
}

interface Waiting {
  readonly onAnswer: OnAnswer;
  message: Buffer;
}

const nothing = Buffer.alloc(0);
/** Compression flag and length, before each message. */
const prefixBytes = 5;

/** Connects. `onTrouble` hears of whatever ends the connection before `close`. Raises when nobody listens. */
export async function connection(address: string, onTrouble: (error: Error) => void): Promise<Connection> {
  const [host, port] = address.split(':');
  const socket = connect({ host: host ?? '', port: Number(port), noDelay: true });
  await once(socket, 'connect');
  socket.write(greeting);
  return new Http2Connection(socket, onTrouble);
}

class Http2Connection implements Connection {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onTrouble: (error: Error) => void;
  #rest: Buffer = nothing;
  #stream = -1;
  #corked = false;

  constructor(socket: Socket, onTrouble: (error: Error) => void) {
    this.#socket = socket;
    this.#onTrouble = onTrouble;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', onTrouble);
    socket.on('close', () => onTrouble(new Error('the server closed the connection')));
  }

  call(bytes: Buffer, streamAt: readonly number[], onAnswer: OnAnswer): void {
    this.#stream += 2;
    this.#waiting.set(this.#stream, { onAnswer, message: nothing });
    for (const at of streamAt) bytes.writeUInt32BE(this.#stream, at);
    this.#cork();
    this.#socket.write(bytes);
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  /** Calls of one turn leave in one packet. */
  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket.cork();
    setImmediate(() => {
      this.#corked = false;
      this.#socket.uncork();
    });
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = takeFrames(bytes, (one) => this.#take(one));
  }

  #take({ type, flags, stream, payload }: Frame): void {
    if (type === FrameType.data || type === FrameType.headers) {
      const waiting = this.#waiting.get(stream);
      if (!waiting) return;
      if (type === FrameType.data && payload.length > 0)
        waiting.message = waiting.message.length > 0 ? Buffer.concat([waiting.message, payload]) : payload;
      if ((flags & Flag.endStream) === 0) return;
      this.#waiting.delete(stream);
      waiting.onAnswer(waiting.message.subarray(prefixBytes));
    } else if (type === FrameType.settings || type === FrameType.ping) {
      if ((flags & Flag.ack) === 0) this.#acknowledge(type, payload);
    } else if (type === FrameType.reset || type === FrameType.goAway) {
      this.#onTrouble(new Error(`the server gave up: frame ${type} ${payload.toString('hex')}`));
    }
  }

  #acknowledge(type: number, payload: Buffer): void {
    const echoed = type === FrameType.ping ? payload : nothing;
    this.#socket.write(frame({ type, flags: Flag.ack, stream: 0, payload: echoed }));
  }
}
