/** The value that the share `q` of all values does not exceed (nearest rank). Raises RangeError when there are none. */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('there is no quantile of nothing');
  return value;
}

/** The middle value; of an even number the mean of both. Raises RangeError when there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (low === undefined || high === undefined) throw new RangeError('there is no median of nothing');
  return (low + high) / 2;
}

/**
 * How many times `ones` is `others`: the ratio within each round, then the median. A machine that is slow for a while
 * is slow for both. Raises RangeError when the rounds do not pair.
 */
export function ratio(ones: readonly number[], others: readonly number[]): number {
  if (ones.length !== others.length) throw new RangeError(`${ones.length} rounds do not pair with ${others.length}`);
  return median(ones.map((one, round) => one / (others[round] ?? Number.NaN)));
}
