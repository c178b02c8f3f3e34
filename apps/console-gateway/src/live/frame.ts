import type { frames } from '@platform/console-api';
import type { z } from 'zod';

type Data = { readonly [Name in keyof typeof frames]: z.output<(typeof frames)[Name]> };

/** One server-sent event. With a place, a page that comes back is told what happened after it. */
export function frame<Name extends keyof Data>(name: Name, data: Data[Name], place?: string): string {
  return `${place ? `id: ${place}\n` : ''}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Says that everything must be fetched again; what happens afterwards follows. */
export const refreshFrame = (place: string): string => `id: ${place}\nevent: refresh\ndata: {}\n\n`;

/** Keeps the line open, and notes the place without an event: browsers take an id that comes alone. */
export const heartbeat = (place: string): string => `: still here\nid: ${place}\n\n`;

/** How long a page waits before it comes back. Not all of them at once. */
export const retry = (milliseconds: number): string => `retry: ${milliseconds}\n\n`;
