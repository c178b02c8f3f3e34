/**
 * Starts a browser; once more where it falls before it has opened anything, which says nothing of a page. That it fell is said with its
 * reason, so that a browser that falls often is seen. Raises the second failure.
 */
export async function launched<Started>(
  launch: () => Promise<Started>,
  say: (line: string) => void = console.warn,
): Promise<Started> {
  try {
    return await launch();
  } catch (error) {
    say(`the browser fell as it started, and is started once more: ${String(error)}`);
    return launch();
  }
}
