export interface Trace { readonly traceId: string }
