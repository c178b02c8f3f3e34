const firstMs = 1_000;
const mostMs = 15_000;

/** How long to wait before the stream is opened anew: longer after each failure, and not for all pages alike. */
export const waitMs = (failures: number, chance: number): number =>
  Math.min(mostMs, firstMs * 2 ** (failures - 1)) * (0.75 + chance / 2);
