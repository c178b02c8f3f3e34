import type { Membership, Token, TokenRevoked } from './token.ts';

export interface RevokeDeveloperToken {
  readonly membership: Membership;
  readonly why: string;
  readonly at: Date;
}

/**
 * The token ends with the membership (S-162). A removal that is older than the join which the token was issued for is
 * old news, and so is one that was heard before.
 */
export function revokeDeveloperToken(
  token: Token,
  { membership, why, at }: RevokeDeveloperToken,
): readonly TokenRevoked[] {
  if (token.status !== 'active') return [];
  if (token.membership.id === membership.id && membership.sequence <= token.membership.sequence) return [];
  return [{ type: 'TokenRevoked', data: { why, membership, at } }];
}
