import { z } from 'zod';

const voucher = z.object({ kid: z.string(), x: z.string(), by: z.string(), signature: z.string() });

/** The keys of leases as the licensing API publishes them. What else an entry says does not matter here. */
export const jwks = z.object({
  keys: z.array(z.object({ kid: z.string(), x: z.string(), vouchers: z.array(voucher).optional() })),
});
