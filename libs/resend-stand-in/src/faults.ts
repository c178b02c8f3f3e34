import { z } from 'zod';

/**
 * What can be made to go wrong with the next requests:
 * `rate_limit` 429, `server_error` 500, `refuse` 422, `forbidden` 403 as for a sender whose domain is not verified,
 * `hang` no answer and no mail,
 * `accept_then_drop` the mail is accepted and the connection cut before the answer.
 */
export const faultBody = z.strictObject({
  kind: z.enum(['rate_limit', 'server_error', 'refuse', 'forbidden', 'hang', 'accept_then_drop']),
  times: z.number().int().min(1).max(100_000).default(1),
  /** Only requests that send to this address; any when left out. */
  to: z.string().optional(),
});

export type Fault = z.input<typeof faultBody>;
export type FaultKind = Fault['kind'];

interface Planned {
  readonly kind: FaultKind;
  readonly to: string | undefined;
  left: number;
}

/** The faults that are still to come, in the order in which they were asked for. */
export class Faults {
  #planned: Planned[] = [];

  plan(fault: Fault): void {
    const { kind, times, to } = faultBody.parse(fault);
    this.#planned.push({ kind, to: to?.toLowerCase(), left: times });
  }

  /** The fault that hits a request to these addresses, counted off. */
  take(to: readonly string[]): FaultKind | undefined {
    const addressed = new Set(to.map((address) => address.toLowerCase()));
    const next = this.#planned.find((fault) => fault.left > 0 && (fault.to === undefined || addressed.has(fault.to)));
    if (next === undefined) return undefined;
    next.left -= 1;
    this.#planned = this.#planned.filter((fault) => fault.left > 0);
    return next.kind;
  }

  list(): readonly Readonly<Planned>[] {
    return this.#planned;
  }

  clear(): void {
    this.#planned = [];
  }
}
