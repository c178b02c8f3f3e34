import { refuse } from '@platform/kernel';

/** The work, or DEPENDENCY_UNAVAILABLE when it takes longer; what becomes of it then is not waited for. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const silence = () =>
      reject(refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'mongodb' }, retryAfterSeconds: 1 }));
    timer = setTimeout(silence, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
