/**
 * `malloc_trim` of the C library: gives what it keeps for later allocations back to the system. Undefined where the C
 * library has none (macOS, musl) or cannot be called from here; it then gives back what it will by itself.
 */
export async function mallocTrim(library = 'libc.so.6'): Promise<(() => void) | undefined> {
  try {
    const { default: koffi } = await import('koffi');
    const trim = koffi.load(library).func('int malloc_trim(size_t pad)');
    return () => void trim(0);
  } catch {
    return undefined;
  }
}
