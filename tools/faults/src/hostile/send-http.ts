import { request } from 'node:http';
import { isReason } from '@platform/kernel';
import type { HostileRequest } from './http-requests.ts';

export interface HttpVerdict {
  readonly status: number;
  readonly body: string;
  /** What is wrong with the answer itself; undefined when it is a proper one. */
  readonly fault: string | undefined;
}

/** Sends a request as it is, byte for byte, and judges the answer: 2xx or 4xx, a refusal as a problem with a known reason. */
export async function sendHttp(baseUrl: string, hostile: HostileRequest, cookie = ''): Promise<HttpVerdict> {
  const { status, type, body } = await exchange(baseUrl, hostile, cookie);
  return { status, body, fault: faultOf(status, type, body) };
}

interface Exchange {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const exchange = (baseUrl: string, hostile: HostileRequest, cookie: string): Promise<Exchange> =>
  new Promise((resolve, reject) => {
    const { method, path, headers, body } = hostile;
    const length = body ? { 'content-length': String(body.length) } : {};
    const url = new URL(baseUrl);
    const options = { host: url.hostname, port: url.port, method, path, agent: false as const, timeout: 30_000 };
    let answered = false;
    const sent = request({ ...options, headers: { ...(cookie && { cookie }), ...length, ...headers } }, (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString(),
        });
      const endless = response.headers['content-type']?.startsWith('text/event-stream');
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // Nobody ends a stream but the one who reads it: what it says first is its answer.
        if (endless) response.destroy();
      });
      response.on('close', done);
      response.on('end', done);
      response.on('error', done);
    });
    // A server that has refused a large body closes; what is still being sent then breaks, and the answer counts.
    sent.on('error', (error) => {
      if (!answered) reject(new Error(`${method} ${path.slice(0, 100)} (${hostile.what}): ${error.message}`));
    });
    sent.end(body);
  });

function faultOf(status: number, type: string, body: string): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status < 400 || status >= 500) return `status ${status}: ${body.slice(0, 200)}`;
  if (!type.startsWith('application/problem+json')) return `${status} as ${type || 'nothing'}: ${body.slice(0, 200)}`;
  const { reason } = JSON.parse(body) as { readonly reason?: unknown };
  if (typeof reason !== 'string' || !isReason(reason)) return `an unknown reason: ${String(reason)}`;
  return /\n\s+at |node_modules|MongoServer/.test(body) ? `a stack in the answer: ${body.slice(0, 200)}` : undefined;
}
