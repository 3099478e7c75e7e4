/** How alike extreme multiplets are that were found by the means of maps and by their components. */
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { END_COLUMNS, endLines, linesFigure } from "../../../paper/layers/figures/layer_panels.ts";
import { pointsBySize } from "../../../paper/layers/rows.ts";
import { sharedMaps, sharedMapsFinding } from "../findings.ts";
import type { MapsResult } from "../result.ts";

/**
 * Draws the share of maps that the extreme multiplets by both rules have in common over their size, beside that of random
 * multiplets.
 *
 * @throws {PlotError} when there is no network, no layer, or no multiplet
 */
export function sharedMapsFigure(result: MapsResult): DataFigure {
  const all = sharedMaps(result);
  return linesFigure(result.by.mean, {
    title: sharedMapsFinding(result).statement,
    subtitle: [
      "The multiplet with the smallest (or the largest) Ω(X, y) by means of maps and that by components, of the same size: " +
      "the share of its maps that the other one has, too.",
    ],
    description: [
      "Line charts of the share of common maps in per cent over the number of maps, a column for every convolution; for both ends " +
      "the share of both rules, and that of random multiplets.",
    ],
    rows: [{
      label: "Shared maps (%)",
      height: 170,
      values: [100],
      lines: endLines((end) => {
        const own = all.filter((row) => row.end === end);
        return [
          { points: pointsBySize(own, ({ expected }) => 100 * expected), dotted: true },
          { points: pointsBySize(own, ({ shared }) => 100 * shared) },
        ];
      }),
    }],
    x: "Multiplet size k (maps)",
    across: 2,
    key: { solid: "means against components", dotted: "random multiplets" },
    table: all,
    columns: {
      ...END_COLUMNS,
      shared_share: (row) => row.shared,
      expected_share_of_random: (row) => row.expected,
    },
  });
}
