import type { Response } from 'express';

/** `__Host-`: only over TLS or loopback, only for this host, for all of its paths; out of reach for scripts. */
export const cookieName = '__Host-session';
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const secretPattern = /^[\w-]{20,128}$/;

/** The session secret in a Cookie header, if there is one of the right form. */
export function secretOf(cookieHeader: string | undefined): string | undefined {
  for (const part of cookieHeader?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === cookieName && value && secretPattern.test(value)) return value;
  }
  return undefined;
}

export function setSession(response: Response, secret: string, expiresAt: Date): void {
  response.append('Set-Cookie', `${cookieName}=${secret}; ${attributes}; Expires=${expiresAt.toUTCString()}`);
}

export function clearSession(response: Response): void {
  response.append('Set-Cookie', `${cookieName}=; ${attributes}; Max-Age=0`);
}
