import type { activation as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { jwksOf } from '@platform/lease';
import type { Context } from '../context.ts';

/** The public keys of leases, each with its state. */
export const getSigningKeys = ({ signingKeys }: Context) => {
  const response: wire.GetSigningKeysResponse = { jwksJson: JSON.stringify(jwksOf(signingKeys)) };
  return rpc('open', async (_request: wire.GetSigningKeysRequest) => response);
};
