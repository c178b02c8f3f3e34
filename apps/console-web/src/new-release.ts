/**
 * After a release the files that an open page still wants are gone. It is loaded anew, which shows the same thing since the
 * address says everything; once, so that a file that is really missing ends in a message and not in a circle.
 */
export function reloadOnNewRelease(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const [arrival] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const isFresh = arrival?.type === 'reload' && performance.now() < 30_000;
    if (isFresh) return;
    event.preventDefault();
    location.reload();
  });
}
