import { CodedError } from '@platform/kernel';

/** One attached message: a protobuf type name such as `activation.v1.ActivateResponse` and its bytes. */
export interface Detail {
  readonly type: string;
  readonly value: Uint8Array;
}

const attached = new WeakMap<CodedError, readonly Detail[]>();

/** `throw refuseWith(refuse('TOKEN_EXPIRED'), 'activation.v1.ActivateResponse', bytes)`: the error carries the message to the caller. */
export function refuseWith(error: CodedError, type: string, value: Uint8Array): CodedError {
  attached.set(error, [...detailsOf(error), { type, value }]);
  return error;
}

/** Every message that is attached to an error; on the client those that came with it. */
export const detailsOf = (error: unknown): readonly Detail[] =>
  (error instanceof CodedError ? attached.get(error) : undefined) ?? [];

/** The bytes of the attached message of one type. */
export const detailOf = (error: unknown, type: string): Uint8Array | undefined =>
  detailsOf(error).find((one) => one.type === type)?.value;
