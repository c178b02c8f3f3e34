/** The one method of the plain servers. */
export const plainPath = '/bench.v1.PlainService/Call';
