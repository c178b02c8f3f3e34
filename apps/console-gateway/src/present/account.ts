import type { views } from '@platform/console-api';
import type { identity } from '@platform/contracts';
import type { z } from 'zod';
import { bornAt, instant } from './wire.ts';

export const presentUser = (user: identity.User): z.output<typeof views.user> => ({
  id: user.id,
  email: user.email,
  name: user.name,
  email_verified_at: instant(user.emailVerifiedAt),
  created_at: bornAt(user.createdAt),
  locale: user.locale,
  time_zone: user.timeZone,
  revision: Number(user.revision),
});

export const presentSession = (session: identity.Session): z.output<typeof views.session> => ({
  id: session.id,
  created_at: bornAt(session.createdAt),
  last_seen_at: instant(session.lastSeenAt),
  expires_at: bornAt(session.expiresAt),
  ip: session.ip,
  user_agent: session.userAgent,
  stepped_up_until: instant(session.steppedUpUntil),
  current: session.current,
});
