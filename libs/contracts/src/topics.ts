import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import * as activation from './gen/activation/v1/events.ts';
import * as identity from './gen/identity/v1/events.ts';
import * as legacy from './gen/legacy/v1/events.ts';
import * as licensing from './gen/licensing/v1/events.ts';
import * as notification from './gen/notification/v1/events.ts';
import * as token from './gen/token/v1/events.ts';
import * as workspace from './gen/workspace/v1/events.ts';

/** Every topic and the messages on it. The key of a topic is the workspace id (user id for identity). */
export const topics = {
  'identity.user.v1': {
    'identity.v1.UserSignedUp': identity.UserSignedUp,
    'identity.v1.UserVerificationRequested': identity.UserVerificationRequested,
    'identity.v1.UserSignUpRepeated': identity.UserSignUpRepeated,
    'identity.v1.UserEmailVerified': identity.UserEmailVerified,
    'identity.v1.UserUpdated': identity.UserUpdated,
    'identity.v1.UserPasswordResetRequested': identity.UserPasswordResetRequested,
    'identity.v1.UserPasswordChanged': identity.UserPasswordChanged,
    'identity.v1.UserLocked': identity.UserLocked,
  },
  'identity.session.v1': {
    'identity.v1.SessionCreated': identity.SessionCreated,
    'identity.v1.SessionRevoked': identity.SessionRevoked,
  },
  'workspace.workspace.v1': {
    'workspace.v1.WorkspaceCreated': workspace.WorkspaceCreated,
  },
  'workspace.member.v1': {
    'workspace.v1.MemberJoined': workspace.MemberJoined,
    'workspace.v1.MemberRemoved': workspace.MemberRemoved,
  },
  'licensing.subscription.v1': {
    'licensing.v1.TrialStarted': licensing.TrialStarted,
  },
  'licensing.license.v1': {
    'licensing.v1.LicenseAssigned': licensing.LicenseAssigned,
    'licensing.v1.LicenseUnassigned': licensing.LicenseUnassigned,
  },
  'token.token.v1': {
    'token.v1.DeveloperTokenIssued': token.DeveloperTokenIssued,
    'token.v1.DeveloperTokenReset': token.DeveloperTokenReset,
    'token.v1.TokenRevealed': token.TokenRevealed,
    'token.v1.TokenRevoked': token.TokenRevoked,
    'token.v1.LegacyCredentialRegistered': token.LegacyCredentialRegistered,
  },
  'activation.activation.v1': {
    'activation.v1.ActivationGranted': activation.ActivationGranted,
    'activation.v1.ActivationRefused': activation.ActivationRefused,
    'activation.v1.LegacyCredentialUsed': activation.LegacyCredentialUsed,
  },
  'notification.notification.v1': {
    'notification.v1.NotificationSent': notification.NotificationSent,
    'notification.v1.NotificationFailed': notification.NotificationFailed,
  },
  'legacy.key.v1': {
    'legacy.v1.LegacyKeyImported': legacy.LegacyKeyImported,
    'legacy.v1.LegacyKeyStageChanged': legacy.LegacyKeyStageChanged,
  },
} as const;

export type Topic = keyof typeof topics;
type Codecs = { [T in Topic]: (typeof topics)[T] }[Topic];
type UnionKeys<U> = U extends unknown ? keyof U : never;

/** Full message name of any event. */
export type EventType = UnionKeys<Codecs> & string;
type CodecOf<T extends EventType> = Extract<Codecs, { readonly [K in T]: unknown }>[T];

/** The data of an event, by its full message name. */
export type EventData<T extends EventType> =
  CodecOf<T> extends { decode(input: Uint8Array): infer Data } ? Data : never;

interface Codec {
  encode(message: unknown, writer?: BinaryWriter): BinaryWriter;
  decode(input: Uint8Array): unknown;
  fromPartial(object: object): unknown;
}

const byType = new Map<string, { readonly topic: Topic; readonly codec: Codec }>(
  Object.entries(topics).flatMap(([topic, messages]) =>
    Object.entries(messages).map(([type, codec]) => [type, { topic: topic as Topic, codec: codec as Codec }] as const),
  ),
);

/** The topic of a message type and how to read and write it; undefined for a type we do not know. */
export const codecOf = (type: string) => byType.get(type);
export const topicNames = Object.keys(topics) as readonly Topic[];

/** The topics that carry these message types, each once. Throws a TypeError for a type that is on no topic. */
export function topicsOf(types: readonly string[]): readonly string[] {
  const found = types.map((type) => {
    const known = codecOf(type);
    if (!known) throw new TypeError(`${type} is on no topic`);
    return known.topic;
  });
  return [...new Set(found)];
}
