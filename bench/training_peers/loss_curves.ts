/** Whether two engines train the same network: their losses, step by step. */

/** Points of a curve over an epoch: each is the mean loss of as many steps. */
const POINTS = 15;

/** Means of `window` losses each; a last one that is not full is left out. */
function curve(losses: readonly number[], window: number): number[] {
  return Array.from(
    { length: Math.floor(losses.length / window) },
    (_, point) =>
      losses.slice(point * window, (point + 1) * window).reduce((sum, loss) => sum + loss, 0) /
      window,
  );
}

/**
 * The largest relative difference of two engines' curves over all networks that both have trained.
 *
 * @param losses networks × steps: an epoch, or its first steps, at least a point
 * @param reference the same of an epoch
 */
export function largestDifference(
  losses: readonly (readonly number[])[],
  reference: readonly (readonly number[])[],
): number {
  const window = Math.floor(reference[0]!.length / POINTS);
  return Math.max(...losses.flatMap((own, network) => {
    const expected = curve(reference[network]!, window);
    return curve(own, window).map((loss, point) => Math.abs(loss / expected[point]! - 1));
  }));
}
