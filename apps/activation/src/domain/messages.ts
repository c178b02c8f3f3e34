import type { VerdictReason } from '@platform/kernel';
import type { Metadata } from './step.ts';

/** What a message may speak of beside the metadata of its failure. */
export interface Circumstances {
  /** Address of the console, without a slash at the end. */
  readonly appUrl: string;
  readonly metadata: Metadata;
  /** The credential itself is in order. */
  readonly alive: boolean;
  /** It is a legacy key, not an Auth Token. */
  readonly legacy: boolean;
}

type Message = (circumstances: Circumstances) => string;

const tokens = ({ appUrl }: Circumstances) => `${appUrl}/workspace/auth-tokens`;
const place = ({ metadata }: Circumstances) =>
  metadata.workspace ? `workspace ${metadata.workspace}` : 'this workspace';

/** `2026-11-23 18:22 UTC`, with what leads to it; nothing when the instant is not known. */
const when = (lead: string, at: string | undefined): string =>
  at ? ` ${lead} ${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : '';

/** The banner text of the sources, byte for byte but for the host. */
const invalid: Message = ({ appUrl }) =>
  'The credentials defined in your environment are invalid. Please make sure to either set the LOCALSTACK_AUTH_TOKEN ' +
  'variable to a valid auth token, or the LOCALSTACK_API_KEY variable to a valid LocalStack API key. You can find your ' +
  `Auth Token or API key in the LocalStack web app ${appUrl}.`;

const switchOver: Message = (about) =>
  `Switch to an Auth Token: 1. copy it from ${tokens(about)}, 2. set LOCALSTACK_AUTH_TOKEN to it, 3. remove LOCALSTACK_API_KEY.`;

/** What the holder has. */
const thing = ({ legacy }: Circumstances) => (legacy ? 'legacy key' : 'auth token');

/** What the holder of a dead one takes instead. */
const instead: Message = (about) => (about.legacy ? switchOver(about) : `Your present tokens are at ${tokens(about)}.`);

const messages: Partial<Record<VerdictReason, Message>> = {
  REQUEST_INVALID: ({ metadata }) =>
    `The activation request is incomplete or malformed${metadata.field ? ` (${metadata.field})` : ''}.`,
  VERSION_UNSUPPORTED: ({ metadata }) => `The version ${metadata.version ?? ''} cannot be understood.`,
  CREDENTIAL_MISSING: (about) =>
    'No credentials were found in your environment. Set LOCALSTACK_AUTH_TOKEN to a valid auth token, or run ' +
    `\`localstack auth set-token <YOUR_AUTH_TOKEN>\`. You can find your Auth Token at ${tokens(about)}.`,
  CREDENTIAL_MALFORMED: invalid,
  CREDENTIAL_UNKNOWN: invalid,
  TOKEN_ROTATED: (about) =>
    `This ${thing(about)} was ${about.legacy ? 'replaced' : 'reset'}${when('on', about.metadata.at)} and can no longer be used. ` +
    (about.legacy ? switchOver(about) : `Copy the new value from ${tokens(about)}.`),
  TOKEN_REVOKED: (about) =>
    `This ${thing(about)} was revoked${when('on', about.metadata.at)} and can no longer be used. ${instead(about)}`,
  TOKEN_EXPIRED: (about) =>
    `This ${thing(about)} expired${when('on', about.metadata.at)} and can no longer be used. ${instead(about)}`,
  TOKEN_SUSPENDED: (about) => `This ${thing(about)} is suspended${when('since', about.metadata.at)}.`,
  LEGACY_KEY_REMOVED: (about) => `This legacy key was removed${when('on', about.metadata.at)}. ${switchOver(about)}`,
  LEGACY_KEY_BROWNOUT: (about) =>
    `Legacy keys are refused during a planned downtime${when('until', about.metadata.ends_at)}. ${switchOver(about)}`,
  LEGACY_KEY_SUNSET: (about) =>
    `Legacy keys no longer work${when('since', about.metadata.since)}. ${switchOver(about)}`,
  LEGACY_KEY_ORPHANED: () => 'The owner of this legacy key is no longer a member of the workspace.',
  DEVELOPER_TOKEN_IN_CI: (about) =>
    `Developer Auth Tokens cannot be used in CI. Detected ${about.metadata.evidence ?? 'CI'}. Use a CI Auth Token from ${tokens(about)}.`,
  MEMBERSHIP_REMOVED: (about) => `You are no longer a member of ${place(about)}.`,
  WORKSPACE_CLOSED: (about) => `The ${place(about).replace('this ', '')} is not open.`,
  WORKSPACE_SUSPENDED: (about) => `The ${place(about).replace('this ', '')} is suspended.`,
  NO_SUBSCRIPTION: (about) => `There is no subscription in ${place(about)}.`,
  TRIAL_EXPIRED: ({ metadata }) => `The trial of the workspace ended${when('on', metadata.at)}.`,
  SUBSCRIPTION_EXPIRED: ({ metadata }) => `The subscription of the workspace ended${when('on', metadata.at)}.`,
  LICENSE_NOT_ASSIGNED: (about) =>
    about.alive
      ? `Your ${thing(about)} is valid, but no license is assigned to you in ${place(about)}. Ask an admin of the workspace to assign you one at ${about.appUrl}/workspace/members.`
      : `No license is assigned to you in ${place(about)}.`,
  CI_NOT_IN_PLAN: ({ metadata }) => `The plan ${metadata.plan ?? ''} does not include CI.`,
};

/** The text after `Reason: ` in the emulator's banner (contract §6.3); undefined where the registry's title is the message. */
export const messageOf = (reason: VerdictReason, about: Circumstances): string | undefined => messages[reason]?.(about);

const paths: Partial<Record<VerdictReason, string>> = {
  MEMBERSHIP_REMOVED: '/workspace/members',
  LEGACY_KEY_ORPHANED: '/workspace/members',
  WORKSPACE_CLOSED: '/workspace/members',
  LICENSE_NOT_ASSIGNED: '/workspace/members',
  NO_SUBSCRIPTION: '/workspace/my-license',
  TRIAL_EXPIRED: '/workspace/my-license',
  SUBSCRIPTION_EXPIRED: '/workspace/my-license',
  SUBSCRIPTION_SUSPENDED: '/workspace/my-license',
  CI_NOT_IN_PLAN: '/workspace/my-license',
};

/** Where it can be mended. */
export const linkOf = (reason: VerdictReason, appUrl: string): string =>
  appUrl + (paths[reason] ?? '/workspace/auth-tokens');
