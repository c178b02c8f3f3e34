import { useQueryClient } from '@tanstack/react-query';

/** Since when the oldest of what the page shows is known; undefined when nothing is shown. */
export function useUpdatedAt(): Date | undefined {
  const shown = useQueryClient().getQueryCache().findAll({ type: 'active' });
  const times = shown.map(({ state }) => state.dataUpdatedAt).filter((time) => time > 0);
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
