/** Runs the work for each item, a few at a time, and gives the results in the order of the items. */
export async function pooled<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  atOnce = 6,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const hand = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return results;
}
