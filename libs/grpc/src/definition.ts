/** One unary method as ts-proto writes it. Streams are not offered by this library. */
export interface UnaryMethod {
  readonly path: string;
  readonly requestStream: false;
  readonly responseStream: false;
  requestSerialize(value: never): Buffer;
  requestDeserialize(bytes: Buffer): unknown;
  responseSerialize(value: never): Buffer;
  responseDeserialize(bytes: Buffer): unknown;
}

/** A service as ts-proto writes it: `identity.IdentityServiceService`. */
export type Definition = Readonly<Record<string, UnaryMethod>>;

export type RequestOf<Method> = Method extends { requestDeserialize(bytes: Buffer): infer Request } ? Request : never;
export type ResponseOf<Method> = Method extends { responseDeserialize(bytes: Buffer): infer Response }
  ? Response
  : never;

/** `/identity.v1.IdentityService/SignUp` → `identity.v1.IdentityService`. */
export const serviceNameOf = (definition: Definition): string => Object.values(definition)[0]?.path.split('/')[1] ?? '';
