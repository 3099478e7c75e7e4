/** Whether two engines train the same network: their losses, step by step. */

/** Steps whose losses are averaged to one point of a curve: 15 points an epoch of 1875 steps. */
const WINDOW = 125;

/** The mean loss of each {@link WINDOW} steps; a last one that is not full is left out. */
function curve(losses: readonly number[]): number[] {
  return Array.from(
    { length: Math.floor(losses.length / WINDOW) },
    (_, point) =>
      losses.slice(point * WINDOW, (point + 1) * WINDOW).reduce((sum, loss) => sum + loss, 0) /
      WINDOW,
  );
}

/**
 * The largest relative difference of two engines' curves over all networks that both have trained.
 *
 * @param losses networks × steps, as many steps in each
 */
export function largestDifference(
  losses: readonly (readonly number[])[],
  reference: readonly (readonly number[])[],
): number {
  return Math.max(...losses.flatMap((own, network) => {
    const expected = curve(reference[network]!);
    return curve(own).map((loss, point) => Math.abs(loss / expected[point]! - 1));
  }));
}
