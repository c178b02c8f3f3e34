import { type Html, html } from './html.ts';

const unknown = html`<span class="soft">–</span>`;

/** A figure of a table, marked when it is more than it should be; a dash when it is not known. */
export function figure(value: number | undefined, write: (value: number) => string, mostThatIsFine?: number): Html {
  if (value === undefined || Number.isNaN(value)) return unknown;
  const bad = mostThatIsFine !== undefined && value > mostThatIsFine;
  return bad ? html`<span class="bad">${write(value)}</span>` : html`${write(value)}`;
}

export const plain = (value: number): string => (value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(1))));
export const percent = (share: number): string => `${plain(share * 100)} %`;
export const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`;

/** `2.4 ms`, `3.1 s`. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'more than 5 s';
  return milliseconds < 1_000 ? `${plain(milliseconds)} ms` : `${plain(milliseconds / 1_000)} s`;
}

export const seconds = (value: number): string => duration(value * 1_000);
export const instant = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', ' UTC');
