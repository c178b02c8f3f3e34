/** One span as it is kept: small, with texts cut. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: string;
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}
