import { CodedError } from '@platform/kernel';

/** One attached message: a protobuf type name such as `activation.v1.ActivateResponse` and its bytes. */
export interface Detail {
  readonly type: string;
  readonly value: Uint8Array;
}

interface Luggage {
  /** The service that first raised the error, as ErrorInfo says it. */
  readonly domain?: string;
  readonly details: readonly Detail[];
}

const luggage = new WeakMap<CodedError, Luggage>();

/**
 * The error carries a message to the caller:
 * `throw refuseWith(refuse('TOKEN_EXPIRED'), 'activation.v1.ActivateResponse', bytes)`.
 */
export function refuseWith(error: CodedError, type: string, value: Uint8Array): CodedError {
  return attach(error, { ...luggage.get(error), details: [...detailsOf(error), { type, value }] });
}

export function attach(error: CodedError, what: Luggage): CodedError {
  luggage.set(error, what);
  return error;
}

/** Every message that is attached to an error; on the client those that came with it. */
export const detailsOf = (error: unknown): readonly Detail[] => of(error)?.details ?? [];

/** The bytes of the attached message of one type. */
export const detailOf = (error: unknown, type: string): Uint8Array | undefined =>
  detailsOf(error).find((one) => one.type === type)?.value;

/** `<service>.licensing.platform` of the service that raised an error which came over the wire. */
export const domainOf = (error: unknown): string | undefined => of(error)?.domain;

const of = (error: unknown): Luggage | undefined => (error instanceof CodedError ? luggage.get(error) : undefined);
