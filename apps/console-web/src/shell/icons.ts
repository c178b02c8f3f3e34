import { IconCertificate, IconKey, IconMail, IconUser, type TablerIcon } from '@tabler/icons-react';
import type { PageId } from '../pages.ts';

/** The picture of a page in the sidebar and in the palette. */
export const iconOf: Partial<Record<PageId, TablerIcon>> = {
  myLicense: IconCertificate,
  authTokens: IconKey,
  profile: IconUser,
  inbox: IconMail,
};
