import { type LeaseKeySet, type PublishedKeys, trustedKeys, vouchedFor } from '@platform/lease';

/**
 * The keys that count where nobody can be asked (ADR 13): those that came with the program and those among `kept` for which
 * one of them vouches. Where none came along, those that the server showed at the last online start.
 */
export const believed = (trusted: LeaseKeySet, kept: PublishedKeys): LeaseKeySet =>
  trusted.keys.length > 0 ? trustedKeys(trusted, kept) : { keys: [...kept.keys] };

/** What of the published keys is worth keeping for an offline start. */
export const worthKeeping = (trusted: LeaseKeySet, published: PublishedKeys): PublishedKeys =>
  trusted.keys.length > 0 ? vouchedFor(published, trusted) : published;
