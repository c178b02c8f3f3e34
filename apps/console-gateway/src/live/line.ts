import type { Response } from 'express';

/** The open answer that frames are written to. */
export interface Line {
  /** Writes, or hangs up on somebody who reads more slowly than they are told: they come back and resume. */
  write(text: string): void;
  /** Says a last word and ends the answer. */
  end(text?: string): void;
  onClose(heard: () => void): void;
}

/** What may wait to be read by one page; a frame has about a hundred bytes. */
export const mostWaitingBytes = 64 * 1024;

/** Turns an answer into a stream of server-sent events. No proxy may hold it back, no cache may keep it. */
export function lineOf(response: Response): Line {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  return {
    write: (text) => {
      if (response.writableEnded || response.destroyed) return;
      response.write(text);
      if (response.writableLength > mostWaitingBytes) response.destroy();
    },
    end: (text) => {
      if (!response.writableEnded) response.end(text);
    },
    onClose: (heard) => void response.once('close', heard),
  };
}
