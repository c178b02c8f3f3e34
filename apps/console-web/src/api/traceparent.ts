/**
 * Where the trace of one request begins (W3C Trace Context, version 00): with what the person did, in the page. The
 * gateway's span is its child, so that what a person tells of can be found by what the browser has sent.
 */
export function traceparent(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `00-${hex.slice(0, 32)}-${hex.slice(32)}-01`;
}
